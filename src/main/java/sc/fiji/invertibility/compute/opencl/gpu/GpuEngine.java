package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.ShapeChecks;
import sc.fiji.invertibility.compute.SignalChange;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.DeviceQuery;

/**
 * The engine on a GPU. It is cheap to create: programs and context belong to the device and are shared; an engine owns
 * only its memory. Kernels are queued; a call waits only if the host needs a value.
 */
final class GpuEngine extends GpuLassoOperations implements Engine {

    private final Device description;
    private final LengthKernels lengthKernels;

    /**
     * Opens an engine.
     *
     * @param memoryLimit bytes of device memory that it may hold at a time
     */
    GpuEngine(Device description, GpuDevice device, long memoryLimit) {
        super(device, new DeviceMemory(device.context(), memoryLimit));
        this.description = description;
        this.lengthKernels = new LengthKernels(device, memory);
    }

    @Override
    public Device device() {
        return description;
    }

    @Override
    public OptionalLong freeBytes() {
        return DeviceQuery.freeMemory(device.context().getDevice());
    }

    @Override
    public boolean worksAhead() {
        return true;
    }

    @Override
    public IterateDifference change(PooledCode a, PooledCode b, Unpooling unpooling, FeatureMap x, FeatureMap y) {
        if (!a.pooling().disjoint()) return Engine.super.change(a, b, unpooling, x, y);
        return changes(List.of(a), b, unpooling, List.of(x), y).get(0);
    }

    @Override
    public List<IterateDifference> changes(
            List<PooledCode> a, PooledCode b, Unpooling unpooling, List<FeatureMap> x, FeatureMap y) {
        if (!comparesTogether(a, b, x)) return Engine.super.changes(a, b, unpooling, x, y);
        try (Pending<List<IterateDifference>> changes = compare(a, b, unpooling, x, y, null)) {
            return changes.get();
        }
    }

    @Override
    public Pending<List<IterateDifference>> startChanges(
            List<PooledCode> a,
            PooledCode b,
            Unpooling unpooling,
            List<FeatureMap> x,
            FeatureMap y,
            Pending<double[]> lengths) {
        if (!comparesTogether(a, b, x)) return Engine.super.startChanges(a, b, unpooling, x, y, lengths);
        return compare(a, b, unpooling, x, y, lengths instanceof DeviceLengths own ? own : null);
    }

    /** Whether there are kernels for these, which do not check that there are as many codes as signals. */
    private static boolean comparesTogether(List<PooledCode> a, PooledCode b, List<FeatureMap> x) {
        return !a.isEmpty() && a.size() == x.size() && b.pooling().disjoint();
    }

    private Pending<List<IterateDifference>> compare(
            List<PooledCode> a,
            PooledCode b,
            Unpooling unpooling,
            List<FeatureMap> x,
            FeatureMap y,
            DeviceLengths lengths) {
        List<DeviceCode> codes = operands.codes(a);
        DeviceCode other = operands.code(b);
        codes.forEach(code -> ShapeChecks.requireAlike(code, other));
        x.forEach(signal -> signal.shape().requireEqual(y.shape()));
        return reductions.changes(codes, other, unpooling, operands.maps(x), operands.map(y), lengths);
    }

    @Override
    public Pending<List<SignalChange>> startSignalChanges(
            List<FeatureMap> signals, FeatureMap before, FeatureMap x, Pending<double[]> lengths) {
        if (signals.isEmpty()) return Engine.super.startSignalChanges(signals, before, x, lengths);
        before.shape().requireEqual(x.shape());
        signals.forEach(signal -> signal.shape().requireEqual(x.shape()));
        return reductions.signalChanges(
                operands.maps(signals),
                operands.map(before),
                operands.map(x),
                lengths instanceof DeviceLengths own ? own : null);
    }

    @Override
    public Pending<double[]> exactLengths(
            PooledCode z,
            FeatureMap g,
            Unpooling unpooling,
            PackedFilters w,
            int height,
            int width,
            double... divisors) {
        if (!LengthKernels.suits(divisors.length))
            return Engine.super.exactLengths(z, g, unpooling, w, height, width, divisors);
        g.shape().requireEqual(z.unpooledShape());
        Shape x = g.shape().input(w.bank(), height, width);
        Optional<DeviceLengths> direct =
                convolution.lengths(operands.code(z), operands.map(g), unpooling, operands.filters(w), x, divisors);
        if (direct.isPresent()) return direct.get();
        try (Scope local = new Scope()) {
            PooledCode onSupport = restrict(local, g, z, unpooling);
            FeatureMap image = synthesise(local, onSupport, unpooling, w, height, width);
            return lengthKernels.of(operands.map(onSupport.values()), operands.map(image), divisors);
        }
    }
}
