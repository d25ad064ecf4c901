package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.Correlation;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.Target;
import sc.fiji.invertibility.compute.opencl.device.Transpose;
import sc.fiji.invertibility.filters.FilterBank;

/** Filters batches of maps and codes by whatever kernels suit the filters. */
final class Convolution {

    private final Products products;
    private final Winograd winograd;
    private final Synthesis synthesis;
    private final Correlations correlations;

    Convolution(GpuDevice device, DeviceMemory memory) {
        this.products = new Products(device);
        this.winograd = new Winograd(device, memory, products);
        this.synthesis = new Synthesis(device);
        this.correlations = new Correlations(device);
    }

    /** h = Wx. */
    void forward(Batch x, GpuFilters filters, boolean rectified, Batch h) {
        run(x, filters.forward(), rectified, h);
    }

    /**
     * The pooled codes of h = Wx, without h in memory, for windows that {@link Outputs#pools}.
     *
     * @return whether there is a way to do so, and room; if not, nothing is written
     */
    boolean pooled(Batch x, GpuFilters filters, boolean rectified, CodeBatch z) {
        PackedWeights weights = filters.forward();
        return minimal(weights.correlation(), z.unpooledShape(), x.images())
                && fits(weights, () -> winograd.run(x, weights, Outputs.codes(z, rectified)));
    }

    /** x̂ = Wᵀz. */
    void transposed(Batch z, GpuFilters filters, Batch x) {
        List<GpuFilters.Part> parts = filters.transpose();
        if (parts.size() == 1) {
            run(z, parts.get(0).weights(), false, x);
            return;
        }
        int stride = filters.bank().stride();
        for (GpuFilters.Part part : parts) {
            Target target = Target.every(
                    stride, x.shape(), part.transpose().y(), part.transpose().x());
            if (!target.empty()) correlations.run(z, part.weights(), false, x, target);
        }
    }

    /** Tells whether a transpose of large codes of a pooling reads them as they are. */
    boolean readsCodes(FilterBank bank, Pooling pooling) {
        if (!CodeBatch.ofPairs(pooling) || bank.stride() > 1) return false;
        Correlation c = Transpose.part(bank, 0, 0).correlation();
        return synthesis.suits(c) || Winograd.suits(c) && Winograd.suitsCodes(c);
    }

    /**
     * x̂ = Wᵀz of codes.
     *
     * @return whether there is a way to do so, and room; if not, nothing is written
     */
    boolean transposed(CodeBatch z, Unpooling unpooling, GpuFilters filters, Batch x) {
        if (!CodeBatch.ofPairs(z.pooling()) || filters.transpose().size() > 1) return false;
        PackedWeights weights = filters.transpose().get(0).weights();
        Correlation c = weights.correlation();
        if (!synthesis.suits(c))
            return minimal(c, x.shape(), z.images())
                    && Winograd.suitsCodes(c)
                    && fits(weights, () -> winograd.run(z, unpooling, weights, Outputs.maps(x, false)));
        synthesis.run(z, unpooling, weights, x);
        return true;
    }

    private void run(Batch in, PackedWeights weights, boolean rectified, Batch out) {
        Correlation c = weights.correlation();
        if (minimal(c, out.shape(), in.images())
                && fits(weights, () -> winograd.run(in, weights, Outputs.maps(out, rectified)))) return;
        if (synthesis.suits(c)) synthesis.run(in, weights, rectified, out);
        else if (pointwise(c) && in.shape().pixels() % 4 == 0) product(in, weights, rectified, out);
        else correlations.run(in, weights, rectified, out, Target.all(out.shape()));
    }

    private static boolean minimal(Correlation c, Shape outputs, int images) {
        return Winograd.suits(c) && Winograd.suits(outputs, images);
    }

    /** Tries minimal filtering. */
    private static boolean fits(PackedWeights weights, Runnable filtering) {
        try {
            filtering.run();
            return true;
        } catch (OutOfDeviceMemory e) {
            weights.forget(Order.WINOGRAD);
            return false;
        }
    }

    private static boolean pointwise(Correlation c) {
        return c.groups() == 1
                && c.height() == 1
                && c.width() == 1
                && c.stride() == 1
                && c.paddingY() == 0
                && c.paddingX() == 0;
    }

    /** 1×1 filters: each pixel's channels meet all filters. */
    private void product(Batch in, PackedWeights weights, boolean rectified, Batch out) {
        Correlation c = weights.correlation();
        products.run(
                new Products.Matrices(in.buffer(), in.step()),
                new Products.Matrices(weights.in(Order.TAPS), 0),
                new Products.Matrices(out.buffer(), out.step()),
                new Products.Sizes(
                        Math.toIntExact(in.shape().pixels()), Order.padded(c), c.filters(), c.channels(), in.images()),
                weights.bias(),
                rectified);
    }
}
