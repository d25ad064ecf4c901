package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Correlations of few channels with many small filters: the first layer of a network, or a bank for colour images. */
final class FewInputCorrelation {

    private static final int COLUMNS = 64;
    private static final int FILTERS = 64;

    /** Work-items per row: each computes eight outputs of eight filters. */
    private static final int ITEMS_OF_ROW = COLUMNS / 8 * FILTERS / 8;

    private static final int MOST_ROWS = 4;

    private static final int MOST_CHANNELS = 4;

    /** With fewer filters, most work-items would have no work. */
    private static final int FEWEST_FILTERS = 32;

    /** With wider filters, a row of inputs would not fit into registers. */
    private static final int WIDEST = 9;

    private final GpuDevice device;
    private final Map<List<Integer>, ProgramSource> sources = new HashMap<>();

    FewInputCorrelation(GpuDevice device) {
        this.device = device;
    }

    boolean suits(CorrelationDescriptor c, Shape outputs) {
        return c.groups() == 1
                && c.stride() == 1
                && c.channels() <= MOST_CHANNELS
                && outputs.width() > COLUMNS / 2
                && c.filters() >= FEWEST_FILTERS
                && c.width() <= WIDEST
                && rows(c) > 0;
    }

    /** {@return the number of rows of the largest tile that the device allows, or 0} */
    private int rows(CorrelationDescriptor c) {
        for (int rows = MOST_ROWS; rows > 0; rows /= 2)
            if (rows * ITEMS_OF_ROW <= device.limits().items()
                    && localBytes(c, rows) <= device.limits().localBytes()) return rows;
        return 0;
    }

    private static long localBytes(CorrelationDescriptor c, int rows) {
        long inputs = (rows + c.height() - 1L) * ((COLUMNS + c.width() + 2) / 4 * 4);
        return Float.BYTES * c.channels() * (inputs + (long) c.height() * c.width() * FILTERS);
    }

    void run(MapBatch in, PackedWeights weights, boolean rectified, MapBatch out) {
        CorrelationDescriptor c = weights.correlation();
        int rows = rows(c), group = rows * ITEMS_OF_ROW;
        long across = (out.shape().width() + COLUMNS - 1) / COLUMNS,
                down = (out.shape().height() + rows - 1) / rows;
        long tilesOfFilters = (c.filters() + FILTERS - 1) / FILTERS;
        device.kernel(source(c, rows), "correlate_few_inputs")
                .run(
                        NDRange.of(group, group * across, down, tilesOfFilters * out.images()),
                        List.of(in.sized(), weights.in(WeightOrder.TAPS), weights.bias(), rectified),
                        List.of(out.sized(), c.paddingY(), c.paddingX(), WeightOrder.padded(c), c.filters()));
    }

    private ProgramSource source(CorrelationDescriptor c, int rows) {
        return sources.computeIfAbsent(List.of(c.width(), c.height(), c.channels(), rows), key -> definitions(c, rows));
    }

    private static ProgramSource definitions(CorrelationDescriptor c, int rows) {
        Object[] sizes = {"SIDE", c.width(), "HEIGHT", c.height(), "CHANNELS", c.channels(), "TILE_ROWS", rows};
        return ProgramSource.of("few_inputs.cl", sizes);
    }
}
