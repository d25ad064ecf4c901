package sc.fiji.invertibility.compute.opencl.processor;

import java.util.Arrays;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Linear algebra on whole maps, element by element. */
final class PointwiseKernels {

    private final TunedDevice device;

    PointwiseKernels(TunedDevice device) {
        this.device = device;
    }

    void axpy(float a, DeviceMap x, DeviceMap y) {
        run("axpy", x, a, x.buffer(), y.buffer());
    }

    void combine(float a, DeviceMap x, float b, DeviceMap y, DeviceMap result) {
        run("combine", x, a, x.buffer(), b, y.buffer(), result.buffer());
    }

    void scale(float a, DeviceMap x) {
        run("scale", x, a, x.buffer());
    }

    void clear(DeviceMap x) {
        run("clear", x, x.buffer());
    }

    void copy(DeviceMap from, DeviceMap to) {
        run("copy", from, from.buffer(), to.buffer());
    }

    /** Copies some rows of all channels between maps of the same channels and width, and appends rows of zeros. */
    void copyRows(DeviceMap from, int fromRow, DeviceMap to, int toRow, int rows, int zeros) {
        MapLayout layout = from.layout();
        long row = (long) from.shape().width() * layout.lanes();
        device.kernel("copy_rows")
                .run(
                        NDRange.of(Tuning.GROUP, MapLayout.vectors((rows + zeros) * row), layout.blocks()),
                        from.buffer(),
                        from.shape().height() * row,
                        fromRow * row,
                        to.buffer(),
                        to.shape().height() * row,
                        toRow * row,
                        rows * row,
                        zeros * row);
    }

    void rectify(DeviceMap from, DeviceMap to) {
        run("rectify", from, from.buffer(), to.buffer());
    }

    void mask(DeviceMap from, DeviceMap where, DeviceMap to) {
        run("mask", from, from.buffer(), where.buffer(), to.buffer());
    }

    void softThreshold(float threshold, DeviceMap x) {
        run("soft_threshold", x, threshold, x.buffer());
    }

    void normalise(DeviceMap h, LocalResponseNorm response, DeviceMap normalised) {
        MapLayout layout = h.layout();
        long pixels = h.shape().pixels();
        int channels = h.shape().channels();
        device.kernel("normalise")
                .run(
                        NDRange.of(Tuning.GROUP, pixels * layout.lanes(), layout.blocks()),
                        h.buffer(),
                        normalised.buffer(),
                        pixels,
                        channels,
                        layout.lanes(),
                        Math.min(channels, response.size() / 2),
                        (float) (response.alpha() / response.size()),
                        (float) -response.beta(),
                        (float) response.k());
    }

    void norms(DeviceMap x, DeviceMap norms) {
        MapLayout layout = x.layout();
        long pixels = x.shape().pixels();
        device.kernel(layout.blocked() ? "norms_blocked" : "norms_planar")
                .run(NDRange.of(Tuning.GROUP, pixels), x.buffer(), norms.buffer(), pixels, layout.blocks());
    }

    private void run(String kernel, DeviceMap map, Object... arguments) {
        long vectors = map.layout().vectors();
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = vectors;
        device.kernel(kernel).run(NDRange.of(Tuning.GROUP, vectors), all);
    }
}
