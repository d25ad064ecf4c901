package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Correlations with at most four output channels, such as the transpose of a bank for colour images. */
final class FewOutputCorrelation {

    private static final int MOST_OUTPUTS = 4;

    private static final int COLUMNS = 64;
    private static final int ITEMS_OF_ROW = 8;

    /** Rows per tile: enough that the margins read are small, few enough that a group's work-items cover them. */
    private static final int MOST_ROWS = 16;

    private static final int FEWEST_ROWS = 8;

    /** With wider filters, a row of inputs would not fit into registers. */
    private static final int WIDEST = 15;

    private final GpuDevice device;
    private final Map<List<Integer>, ProgramSource> sources = new HashMap<>();

    FewOutputCorrelation(GpuDevice device) {
        this.device = device;
    }

    boolean suits(CorrelationDescriptor c) {
        return c.groups() == 1
                && c.stride() == 1
                && c.filters() <= MOST_OUTPUTS
                && c.channels() > 0
                && c.height() >= 1
                && c.width() >= 1
                && c.width() <= WIDEST
                && rows(c) > 0;
    }

    /** {@return the number of rows of the largest tile that the device allows, or 0} */
    private int rows(CorrelationDescriptor c) {
        for (int rows = MOST_ROWS; rows >= FEWEST_ROWS; rows /= 2)
            if (rows * ITEMS_OF_ROW <= device.limits().items()
                    && localBytes(c, rows) <= device.limits().localBytes()) return rows;
        return 0;
    }

    /** Local memory for two channels of inputs, and their weights. */
    private static long localBytes(CorrelationDescriptor c, int rows) {
        long inputs = (rows + c.height() - 1L) * ((COLUMNS + c.width() + 2) / 4 * 4);
        return 2 * Float.BYTES * (inputs + (long) MOST_OUTPUTS * c.height() * c.width());
    }

    /** Filters maps. */
    void run(MapBatch in, PackedWeights weights, boolean rectified, MapBatch out) {
        run(0, in.sized(), weights, rectified, out);
    }

    /** Filters codes of 2×2 windows. */
    void run(CodeBatch in, Unpooling unpooling, PackedWeights weights, MapBatch out) {
        List<Object> codes = List.of(in.values().buffer(), in.switches(), unpooling);
        run(1, List.of(codes, in.shape().height(), in.shape().width(), in.step()), weights, false, out);
    }

    private void run(int ofCodes, List<Object> in, PackedWeights weights, boolean rectified, MapBatch out) {
        CorrelationDescriptor c = weights.correlation();
        int rows = rows(c), group = rows * ITEMS_OF_ROW;
        long across = (out.shape().width() + COLUMNS - 1) / COLUMNS,
                down = (out.shape().height() + rows - 1) / rows;
        device.kernel(source(c, rows, ofCodes), "synthesise")
                .run(
                        NDRange.of(group, group * across, down, out.images()),
                        List.of(in, weights.in(WeightOrder.TAPS), weights.bias(), rectified),
                        List.of(out.sized(), c.channels(), c.paddingY(), c.paddingX()));
    }

    private ProgramSource source(CorrelationDescriptor c, int rows, int ofCodes) {
        List<Integer> key = List.of(c.width(), c.height(), c.filters(), rows, ofCodes);
        return sources.computeIfAbsent(key, k -> definitions(c, rows, ofCodes));
    }

    private static ProgramSource definitions(CorrelationDescriptor c, int rows, int ofCodes) {
        Object[] sizes = {
            "SIDE", c.width(), "HEIGHT", c.height(), "OUTPUTS", c.filters(), "OF_CODES", ofCodes, "TILE_ROWS", rows
        };
        return ProgramSource.of("synthesis.cl", sizes);
    }
}
