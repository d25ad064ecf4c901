package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import java.util.function.Function;
import sc.fiji.invertibility.compute.LocalResponseNorm;

/** Linear algebra on whole maps, value by value: kernels that both families have under the same names. */
public abstract class PointwiseKernels {

    private final Function<String, Kernel> kernels;
    private final int group;
    private final int vector;

    /**
     * Finds kernels when they are needed.
     *
     * @param kernels finds a kernel by its name
     * @param group work-items per group
     * @param vector values per work-item
     */
    protected PointwiseKernels(Function<String, Kernel> kernels, int group, int vector) {
        this.kernels = kernels;
        this.group = group;
        this.vector = vector;
    }

    void axpy(float a, DeviceMap x, DeviceMap y) {
        run("axpy", x, a, x, y);
    }

    /** result ← a·x + b·y. */
    void combine(float a, DeviceMap x, float b, DeviceMap y, DeviceMap result) {
        run("combine", x, a, b, x, y, result);
    }

    void scale(float a, DeviceMap x) {
        run("scale", x, a, x);
    }

    void clear(DeviceMap x) {
        clear(x.buffer(), x.layout().size());
    }

    /**
     * Sets values to zero.
     *
     * @param x begins with them
     * @param values how many; rounded up to whole vectors
     */
    public void clear(DeviceBuffer x, long values) {
        run("clear", values, x);
    }

    /**
     * Copies all values.
     *
     * @param from a map
     * @param to a map of the same size
     */
    public void copy(DeviceMap from, DeviceMap to) {
        run("copy", from, from, to);
    }

    void rectify(DeviceMap from, DeviceMap to) {
        run("rectify", from, from, to);
    }

    void mask(DeviceMap from, DeviceMap where, DeviceMap to) {
        run("mask", from, from, where, to);
    }

    void softThreshold(float threshold, DeviceMap x) {
        run("soft_threshold", x, threshold, x);
    }

    /** The ℓ2 norm over the channels, for each pixel. */
    void norms(DeviceMap x, DeviceMap norms) {
        MapLayout layout = x.layout();
        long pixels = x.shape().pixels();
        kernel(layout.blocked() ? "norms_blocked" : "norms_planar")
                .run(NDRange.of(group, pixels), x, norms, pixels, layout.blocks());
    }

    /**
     * Copies some rows of all channels between maps of the same channels and width, and appends rows of zeros.
     *
     * @param from has the rows
     * @param fromRow the first of them
     * @param to receives them
     * @param toRow the first row that is overwritten
     * @param rows how many are copied
     * @param zeros how many rows of zeros follow
     */
    protected abstract void copyRows(DeviceMap from, int fromRow, DeviceMap to, int toRow, int rows, int zeros);

    /**
     * Normalises each value by those of the neighbouring channels.
     *
     * @param h a map
     * @param response the constants
     * @param normalised a map of the same size, which is filled
     */
    protected abstract void normalise(DeviceMap h, LocalResponseNorm response, DeviceMap normalised);

    /**
     * Returns the constants of a normalisation as kernels take them.
     *
     * @param response the constants
     * @param channels the number of channels
     * @return channels on each side, factor, exponent and summand
     */
    protected static List<Object> constants(LocalResponseNorm response, int channels) {
        int size = response.size();
        float factor = (float) (response.alpha() / size);
        return List.of(Math.min(channels, size / 2), factor, (float) -response.beta(), (float) response.k());
    }

    /**
     * Runs a kernel on all values of a map, whose number of vectors is its last argument.
     *
     * @param name the kernel
     * @param map a map
     * @param arguments the others
     */
    protected void run(String name, DeviceMap map, Object... arguments) {
        run(name, map.layout().size(), arguments);
    }

    private void run(String name, long values, Object... arguments) {
        long vectors = (values + vector - 1) / vector;
        kernel(name).run(NDRange.of(group, vectors), List.of(arguments), vectors);
    }

    /**
     * Finds a kernel.
     *
     * @param name its name
     * @return the kernel
     */
    protected Kernel kernel(String name) {
        return kernels.apply(name);
    }

    /** {@return work-items per group} */
    protected int group() {
        return group;
    }
}
