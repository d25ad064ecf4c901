package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import java.util.function.Function;

/** Sums over the channels of maps, and operations with a value for each channel. */
public abstract class ChannelKernels {

    private final Function<String, Kernel> kernels;
    private final int group;

    /**
     * Finds kernels when they are needed.
     *
     * @param kernels finds a kernel by its name
     * @param group work-items per group
     */
    protected ChannelKernels(Function<String, Kernel> kernels, int group) {
        this.kernels = kernels;
        this.group = group;
    }

    /** total ← factor · Σ x. */
    void sums(List<DeviceMap> x, float factor, DeviceMap total) {
        // Without means, any values serve, since the kernel does not use them.
        sum("channel_sums", x, x, x.get(0), factor, total);
    }

    /** total ← factor · Σ (x − mean)². */
    void squares(List<DeviceMap> x, DeviceMap mean, float factor, DeviceMap total) {
        sum("channel_squares", x, x, mean, factor, total);
    }

    /** total ← Σ g·(x − mean). */
    void products(List<DeviceMap> x, List<DeviceMap> g, DeviceMap mean, DeviceMap total) {
        sum("channel_products", x, g, mean, 1, total);
    }

    void batchNorm(
            DeviceMap mean,
            DeviceMap variance,
            DeviceMap gamma,
            DeviceMap beta,
            float epsilon,
            DeviceMap scale,
            DeviceMap shift) {
        int channels = (int) mean.shape().size();
        kernel("batch_norm")
                .run(NDRange.of(group, channels), mean, variance, gamma, beta, epsilon, channels, scale, shift);
    }

    /** Fills a, b and c of the gradient a·g + b·x + c; the products become the gradient with respect to γ. */
    void terms(
            DeviceMap mean,
            DeviceMap variance,
            DeviceMap gamma,
            float epsilon,
            float count,
            DeviceMap sums,
            DeviceMap products,
            List<DeviceMap> abc) {
        int channels = (int) mean.shape().size();
        NDRange range = NDRange.of(group, channels);
        kernel("batch_norm_terms").run(range, mean, variance, gamma, epsilon, count, channels, sums, products, abc);
    }

    /**
     * total ← factor · a sum over all pixels and maps, for each channel.
     *
     * @param kernel the kernel with the terms of the sum
     * @param x maps of one shape
     * @param y as many maps of that shape
     * @param mean a value for each channel
     * @param factor what each sum is multiplied by
     * @param total receives a value for each channel
     */
    protected abstract void sum(
            String kernel, List<DeviceMap> x, List<DeviceMap> y, DeviceMap mean, float factor, DeviceMap total);

    /**
     * result ← a·x + b·y + c, with a, b and c for each channel.
     *
     * @param a the factors of x; null for 1
     * @param x maps of one shape
     * @param b the factors of y; null for no y
     * @param y as many maps of that shape; null for none
     * @param c the summands
     * @param rectified whether negative values become zero
     * @param result as many maps, which are filled
     */
    protected abstract void combine(
            DeviceMap a,
            List<DeviceMap> x,
            DeviceMap b,
            List<DeviceMap> y,
            DeviceMap c,
            boolean rectified,
            List<DeviceMap> result);

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
