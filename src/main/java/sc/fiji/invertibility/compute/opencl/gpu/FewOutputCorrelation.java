package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Correlations to at most four channels: the transpose of a bank for colour images, say. */
final class FewOutputCorrelation {

    private static final int MOST_OUTPUTS = 4;

    private static final int COLUMNS = 64;

    /** Rows of a tile: enough to read little around it, few enough for the items of a group to fill it. */
    private static final int ROWS = 16;

    /** Items of a part of a group: each has eight outputs in each of two rows. */
    private static final int ITEMS = COLUMNS / 8 * ROWS / 2;

    private static final int MOST_PARTS = 2;

    /** The widest filters for which a row of inputs stays in registers. */
    private static final int WIDEST = 11;

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
                && parts(c) > 0;
    }

    /** {@return parts of the channels, each for as many items, that the device allows; or 0} */
    private int parts(CorrelationDescriptor c) {
        int parts = Math.min(MOST_PARTS, c.channels());
        while (parts * ITEMS > device.limits().items()
                || parts * localBytes(c) > device.limits().localBytes()) parts--;
        return parts;
    }

    /** Two channels of inputs, and their weights. */
    private static long localBytes(CorrelationDescriptor c) {
        long inputs = (ROWS + c.height() - 1L) * ((COLUMNS + c.width() + 2) / 4 * 4);
        return 2 * Float.BYTES * (inputs + (long) MOST_OUTPUTS * c.height() * c.width());
    }

    /** Filters maps. */
    void run(MapBatch in, PackedWeights weights, boolean rectified, MapBatch out) {
        List<Object> arguments = new ArrayList<>(
                List.of(in.buffer(), in.shape().height(), in.shape().width(), in.step()));
        run(0, arguments, weights, rectified, out);
    }

    /** Filters codes of 2×2 windows. */
    void run(CodeBatch in, Unpooling unpooling, PackedWeights weights, MapBatch out) {
        List<Object> arguments = new ArrayList<>(Arrays.asList(
                in.values().buffer(),
                in.switches(),
                PoolingKernels.topLeft(unpooling),
                in.shape().height(),
                in.shape().width(),
                in.step()));
        run(1, arguments, weights, false, out);
    }

    private void run(int ofCodes, List<Object> arguments, PackedWeights weights, boolean rectified, MapBatch out) {
        CorrelationDescriptor c = weights.correlation();
        int height = out.shape().height(), width = out.shape().width(), parts = parts(c);
        arguments.addAll(List.of(
                weights.in(WeightOrder.TAPS),
                weights.bias(),
                rectified ? 1 : 0,
                out.buffer(),
                height,
                width,
                out.step(),
                c.channels(),
                c.paddingY(),
                c.paddingX()));
        int group = parts * ITEMS;
        long across = (width + COLUMNS - 1) / COLUMNS, down = (height + ROWS - 1) / ROWS;
        device.kernel(source(c, parts, ofCodes), "synthesise")
                .run(NDRange.of(group, group * across, down, out.images()), arguments.toArray());
    }

    private ProgramSource source(CorrelationDescriptor c, int parts, int ofCodes) {
        List<Integer> key = List.of(c.width(), c.height(), c.filters(), parts, ofCodes);
        return sources.computeIfAbsent(
                key,
                k -> ProgramSource.of(
                        "synthesis.cl",
                        "SIDE",
                        c.width(),
                        "HEIGHT",
                        c.height(),
                        "OUTPUTS",
                        c.filters(),
                        "OF_CODES",
                        ofCodes,
                        "TILE_ROWS",
                        ROWS,
                        "PARTS",
                        parts));
    }
}
