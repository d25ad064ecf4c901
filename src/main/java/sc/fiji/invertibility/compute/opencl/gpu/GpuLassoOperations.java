package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.GramPowers;
import sc.fiji.invertibility.compute.LassoOperations;
import sc.fiji.invertibility.compute.LassoPoint;
import sc.fiji.invertibility.compute.LassoStep;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.ProximalStep;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/** Whole iterations on a GPU, in few launches if both filterings are by Winograd's method. */
abstract class GpuLassoOperations extends GpuFeedForwardOperations implements LassoOperations {

    private final WinogradSteps steps;

    GpuLassoOperations(GpuDevice device, DeviceMemory memory) {
        super(device, memory);
        steps = new WinogradSteps(
                memory,
                batches,
                new WinogradKernels(device, new Gemm(device)),
                new WinogradStepKernels(device, operands),
                new Summation(device, memory));
    }

    @Override
    public Optional<LassoStep> lassoStep(Scope scope, PackedFilters w, FeatureMap x, ProximalStep step) {
        DeviceMap signal = operands.map(x);
        return tried(scope, w, signal, (owner, pair) -> {
            for (LassoPoint point : List.of(step.z(), step.before())) {
                point.signal().shape().requireEqual(pair.signal());
                point.code().shape().requireEqual(pair.code());
                point.correlations().shape().requireEqual(pair.code());
            }
            return steps.lasso(owner, pair, signal, step);
        });
    }

    @Override
    public Optional<GramPowers> gramPowers(Scope scope, PackedFilters w, FeatureMap v, int count) {
        DeviceMap signal = operands.map(v);
        return tried(scope, w, signal, (owner, pair) -> steps.gramPowers(owner, pair, signal, count));
    }

    private <T> Optional<T> tried(
            Scope scope, PackedFilters w, DeviceMap signal, BiFunction<Scope, WinogradPair, T> iteration) {
        Optional<WinogradPair> pair = WinogradPair.of(operands.filters(w), signal.shape());
        try {
            return pair.map(both -> Scope.handedOver(owner -> {
                T result = iteration.apply(owner, both);
                scope.own(owner);
                return result;
            }));
        } catch (OutOfDeviceMemory e) {
            pair.get().analysis().forget(WeightOrder.WINOGRAD);
            pair.get().synthesis().forget(WeightOrder.WINOGRAD);
            return Optional.empty();
        }
    }
}
