package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.Arrays;
import java.util.List;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Linear algebra on whole maps, element by element. */
final class PointwiseKernels {

    /** Pairs of one launch. */
    private static final int PAIRS = 3;

    private static final ProgramSource SOURCE = ProgramSource.of("pointwise.cl");
    private static final int VECTOR = 4;
    private static final int GROUP = 256;

    private final GpuDevice device;
    private final int group;

    PointwiseKernels(GpuDevice device) {
        this.device = device;
        this.group = device.limits().group(GROUP);
    }

    void axpy(float a, DeviceMap x, DeviceMap y) {
        run("axpy", x.shape().size(), a, x.buffer(), y.buffer());
    }

    void scale(float a, DeviceMap x) {
        run("scale", x.shape().size(), a, x.buffer());
    }

    void clear(DeviceBuffer x, long values) {
        run("clear", values, x);
    }

    void copy(DeviceBuffer from, DeviceBuffer to, long values) {
        run("copy", values, from, to);
    }

    /** results ← a·x + b·y. */
    void combine(float a, List<DeviceMap> x, float b, List<DeviceMap> y, List<DeviceMap> results) {
        if (x.size() == 1) {
            DeviceMap one = x.get(0);
            DeviceBuffer result = results.get(0).buffer();
            run("combine_one", one.shape().size(), a, b, one.buffer(), y.get(0).buffer(), result);
            return;
        }
        for (int first = 0; first < x.size(); first += PAIRS) {
            int pairs = Math.min(PAIRS, x.size() - first);
            Object[] arguments = new Object[2 + 4 * PAIRS];
            arguments[0] = a;
            arguments[1] = b;
            long most = 0;
            for (int p = 0; p < PAIRS; p++) {
                int i = first + (p < pairs ? p : 0);
                long vectors = p < pairs ? vectors(x.get(i).shape().size()) : 0;
                arguments[2 + 4 * p] = x.get(i).buffer();
                arguments[3 + 4 * p] = y.get(i).buffer();
                arguments[4 + 4 * p] = results.get(i).buffer();
                arguments[5 + 4 * p] = vectors;
                most = Math.max(most, vectors);
            }
            kernel("combine").run(NDRange.of(group, most, pairs), arguments);
        }
    }

    void rectify(DeviceMap from, DeviceMap to) {
        run("rectify", from.shape().size(), from.buffer(), to.buffer());
    }

    void mask(DeviceMap from, DeviceMap where, DeviceMap to) {
        run("mask", from.shape().size(), from.buffer(), where.buffer(), to.buffer());
    }

    void softThreshold(float threshold, DeviceMap x) {
        run("soft_threshold", x.shape().size(), threshold, x.buffer());
    }

    /** result ← soft threshold of y + a·g. */
    void proximalStep(DeviceMap y, float a, DeviceMap g, float threshold, DeviceMap result) {
        run("proximal_step", y.shape().size(), y.buffer(), a, g.buffer(), threshold, result.buffer());
    }

    /** Copies some rows of all channels between maps of the same channels and width, and appends rows of zeros. */
    void copyRows(DeviceMap from, int fromRow, DeviceMap to, int toRow, int rows, int zeros) {
        long row = from.shape().width();
        kernel("copy_rows")
                .run(
                        NDRange.of(group, (rows + zeros) * row, from.shape().channels()),
                        from.buffer(),
                        from.shape().pixels(),
                        fromRow * row,
                        to.buffer(),
                        to.shape().pixels(),
                        toRow * row,
                        rows * row,
                        zeros * row);
    }

    void normalise(DeviceMap h, LocalResponseNorm response, DeviceMap normalised) {
        Shape shape = h.shape();
        kernel("normalise")
                .run(
                        NDRange.of(group, shape.pixels(), shape.channels()),
                        h.buffer(),
                        normalised.buffer(),
                        shape.pixels(),
                        shape.channels(),
                        Math.min(shape.channels(), response.size() / 2),
                        (float) (response.alpha() / response.size()),
                        (float) -response.beta(),
                        (float) response.k());
    }

    void norms(DeviceMap x, DeviceMap norms) {
        long pixels = x.shape().pixels();
        kernel("norms")
                .run(
                        NDRange.of(group, pixels),
                        x.buffer(),
                        norms.buffer(),
                        pixels,
                        x.shape().channels());
    }

    /** distances ← ‖a·x − y‖ over the channels. */
    void distances(float a, DeviceMap x, DeviceMap y, DeviceMap distances) {
        long pixels = x.shape().pixels();
        kernel("distances")
                .run(
                        NDRange.of(group, pixels),
                        a,
                        x.buffer(),
                        y.buffer(),
                        distances.buffer(),
                        pixels,
                        x.shape().channels());
    }

    private void run(String name, long values, Object... arguments) {
        long vectors = vectors(values);
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = vectors;
        kernel(name).run(NDRange.of(group, vectors), all);
    }

    private Kernel kernel(String name) {
        return device.kernel(SOURCE, name);
    }

    private static long vectors(long values) {
        return (values + VECTOR - 1) / VECTOR;
    }
}
