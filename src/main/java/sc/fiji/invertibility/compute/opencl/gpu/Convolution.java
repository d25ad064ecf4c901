package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceFilters;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.StridedOutputs;
import sc.fiji.invertibility.compute.opencl.device.TransposedFilters;
import sc.fiji.invertibility.filters.FilterBank;

/** Filters batches of maps and codes, with the kernels that suit the filters. */
final class Convolution {

    private final Gemm gemm;
    private final Winograd winograd;
    private final FewOutputCorrelation fewOutputs;
    private final FewInputCorrelation fewInputs;
    private final SparseAdjoint sparse;
    private final RestrictedAdjoint restricted;
    private final ImplicitGemm implicitGemm;

    Convolution(GpuDevice device, DeviceMemory memory) {
        this.gemm = new Gemm(device);
        this.winograd = new Winograd(memory, new WinogradKernels(device, gemm));
        this.fewOutputs = new FewOutputCorrelation(device);
        this.fewInputs = new FewInputCorrelation(device);
        this.sparse = new SparseAdjoint(device, memory);
        this.restricted = new RestrictedAdjoint(device, memory, sparse);
        this.implicitGemm = new ImplicitGemm(device);
    }

    /** h = Wx. */
    void forward(MapBatch x, DeviceFilters<PackedWeights> filters, boolean rectified, MapBatch h) {
        run(x, filters.forward(), rectified, h);
    }

    /**
     * The pooled codes of h = Wx, without h in memory, for windows that {@link sc.fiji.invertibility.compute.Pooling#pairs}.
     *
     * @return whether there is a kernel for it, and enough memory; if not, nothing is written
     */
    boolean pooled(MapBatch x, DeviceFilters<PackedWeights> filters, boolean rectified, CodeBatch z) {
        PackedWeights weights = filters.forward();
        return Winograd.suits(weights.correlation(), z.unpooledShape(), x.images())
                && fits(weights, () -> winograd.run(x, weights, WinogradEpilogue.codes(z, rectified)));
    }

    /** x̂ = Wᵀz. */
    void transposed(MapBatch z, DeviceFilters<PackedWeights> filters, MapBatch x) {
        List<DeviceFilters.Part<PackedWeights>> parts = filters.transpose();
        if (parts.size() == 1) {
            run(z, parts.get(0).weights(), false, x);
            return;
        }
        int stride = filters.bank().stride();
        for (DeviceFilters.Part<PackedWeights> part : parts) {
            StridedOutputs target = StridedOutputs.every(
                    stride, x.shape(), part.transpose().y(), part.transpose().x());
            if (!target.empty()) implicitGemm.run(z, part.weights(), false, x, target);
        }
    }

    /** Returns whether the transpose reads large codes of a pooling directly, without unpooling them first. */
    boolean readsCodes(FilterBank bank, Pooling pooling) {
        if (!CodeBatch.ofPairs(pooling) || bank.stride() > 1) return false;
        CorrelationDescriptor c = TransposedFilters.part(bank, 0, 0).correlation();
        return fewOutputs.suits(c) || Winograd.suitsCodes(c);
    }

    /**
     * x̂ = Wᵀz of codes.
     *
     * @return whether there is a kernel for it, and enough memory; if not, nothing is written
     */
    boolean transposed(CodeBatch z, Unpooling unpooling, DeviceFilters<PackedWeights> filters, MapBatch x) {
        if (!CodeBatch.ofPairs(z.pooling()) || filters.transpose().size() > 1) return false;
        PackedWeights weights = filters.transpose().get(0).weights();
        CorrelationDescriptor c = weights.correlation();
        if (!fewOutputs.suits(c))
            return Winograd.suits(c, x.shape(), z.images())
                    && Winograd.suitsCodes(c)
                    && fits(weights, () -> winograd.run(z, unpooling, weights, WinogradEpilogue.maps(x, false)));
        if (sparse.suits(c, z) && fits(() -> sparse.run(z, null, unpooling, weights, x))) return true;
        fewOutputs.run(z, unpooling, weights, x);
        return true;
    }

    /**
     * x̂ = Wᵀz of two sparse codes that need not be contiguous.
     *
     * @return whether there is a kernel for it, and enough memory; if not, nothing is written
     */
    boolean transposed(
            CodeBatch z, CodeBatch other, Unpooling unpooling, DeviceFilters<PackedWeights> filters, MapBatch x) {
        if (!CodeBatch.ofPairs(z.pooling()) || filters.transpose().size() > 1) return false;
        PackedWeights weights = filters.transpose().get(0).weights();
        CorrelationDescriptor c = weights.correlation();
        return fewOutputs.suits(c)
                && sparse.suits(c, z)
                && sparse.suits(c, other)
                && fits(() -> sparse.run(z, other, unpooling, weights, x));
    }

    /**
     * Lengths of steps from a code along a gradient g, ‖g_Γ‖²/‖Wᵀg_Γ‖² divided by some numbers.
     *
     * @param x the size of Wᵀg_Γ
     * @return empty if there is no kernel that computes both norms without writing g_Γ, or not enough memory
     */
    Optional<DeviceLengths> lengths(
            DeviceCode code,
            DeviceMap g,
            Unpooling unpooling,
            DeviceFilters<PackedWeights> filters,
            Shape x,
            double[] divisors) {
        if (!CodeBatch.ofPairs(code.pooling()) || filters.transpose().size() > 1) return Optional.empty();
        PackedWeights weights = filters.transpose().get(0).weights();
        CodeBatch z = CodeBatch.of(code);
        if (!restricted.suits(weights.correlation(), z, x, divisors.length)) return Optional.empty();
        try {
            return Optional.of(restricted.lengths(z, g, unpooling, weights, x, divisors));
        } catch (OutOfDeviceMemory e) {
            return Optional.empty();
        }
    }

    private void run(MapBatch in, PackedWeights weights, boolean rectified, MapBatch out) {
        CorrelationDescriptor c = weights.correlation();
        if (Winograd.suits(c, out.shape(), in.images())
                && fits(weights, () -> winograd.run(in, weights, WinogradEpilogue.maps(out, rectified)))) return;
        if (fewOutputs.suits(c)) fewOutputs.run(in, weights, rectified, out);
        else if (fewInputs.suits(c, out.shape())) fewInputs.run(in, weights, rectified, out);
        else if (pointwise(c) && in.shape().pixels() % 4 == 0) product(in, weights, rectified, out);
        else implicitGemm.run(in, weights, rectified, out, StridedOutputs.all(out.shape()));
    }

    /** Tries Winograd filtering. */
    private static boolean fits(PackedWeights weights, Runnable filtering) {
        if (fits(filtering)) return true;
        weights.forget(WeightOrder.WINOGRAD);
        return false;
    }

    private static boolean fits(Runnable filtering) {
        try {
            filtering.run();
            return true;
        } catch (OutOfDeviceMemory e) {
            return false;
        }
    }

    private static boolean pointwise(CorrelationDescriptor c) {
        return c.groups() == 1
                && c.height() == 1
                && c.width() == 1
                && c.stride() == 1
                && c.paddingY() == 0
                && c.paddingX() == 0;
    }

    /** 1×1 filters: a product of matrices, pixels times channels. */
    private void product(MapBatch in, PackedWeights weights, boolean rectified, MapBatch out) {
        CorrelationDescriptor c = weights.correlation();
        gemm.run(
                new Gemm.Matrices(in.buffer(), in.step()),
                new Gemm.Matrices(weights.in(WeightOrder.TAPS), 0),
                new Gemm.Matrices(out.buffer(), out.step()),
                new Gemm.Sizes(
                        Gemm.Columns.alike(Math.toIntExact(in.shape().pixels())),
                        WeightOrder.padded(c),
                        c.filters(),
                        c.channels(),
                        in.images(),
                        1),
                weights.bias(),
                rectified);
    }
}
