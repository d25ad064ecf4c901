package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.Collections;
import java.util.List;
import sc.fiji.invertibility.compute.GramPowers;
import sc.fiji.invertibility.compute.LassoNorms;
import sc.fiji.invertibility.compute.LassoPoint;
import sc.fiji.invertibility.compute.LassoStep;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.ProximalStep;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.StepDistances;
import sc.fiji.invertibility.compute.opencl.device.Batches;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/**
 * Whole iterations with W and Wᵀ: the products of each filtering become the transformed inputs of the next one in a
 * single kernel, which also makes the maps between them and sums over these.
 */
final class WinogradSteps {

    private final DeviceMemory memory;
    private final Batches batches;
    private final WinogradKernels kernels;
    private final WinogradStepKernels steps;
    private final Summation summation;

    WinogradSteps(
            DeviceMemory memory,
            Batches batches,
            WinogradKernels kernels,
            WinogradStepKernels steps,
            Summation summation) {
        this.memory = memory;
        this.batches = batches;
        this.kernels = kernels;
        this.steps = steps;
        this.summation = summation;
    }

    /**
     * Takes a proximal gradient step.
     *
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is not enough
     */
    LassoStep lasso(Scope owner, WinogradPair w, DeviceMap x, ProximalStep step) {
        w.prepare();
        DeviceMap code = batches.allocate(owner, w.code());
        DeviceMap signal = batches.allocate(owner, w.signal());
        DeviceMap correlations = batches.allocate(owner, w.code());
        try (DeviceBuffer transformed = memory.take(w.transformedWords());
                DeviceBuffer products = memory.take(w.productWords())) {
            Pending<double[]> sums = summation.start(List.of(
                    steps.code(w, step, code, transformed),
                    steps.residual(w, products, x, step, signal, transformed)
                            .after(() -> multiply(w.synthesis(), w.signalTiles(), transformed, products)),
                    steps.correlations(w, products, correlations)
                            .after(() -> multiply(w.analysis(), w.codeTiles(), transformed, products))));
            return new LassoStep(
                    new LassoPoint(code, signal, correlations), Pending.of(() -> norms(sums.get()), sums::close));
        }
    }

    private static LassoNorms norms(double[] sums) {
        StepDistances moves = new StepDistances(sums[1], sums[6], sums[2], sums[3]);
        return new LassoNorms(sums[0], sums[4], sums[5], sums[7], moves);
    }

    /**
     * Applies WᵀW several times.
     *
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is not enough
     */
    GramPowers gramPowers(Scope owner, WinogradPair w, DeviceMap v, int count) {
        w.prepare();
        DeviceMap last = batches.allocate(owner, w.signal());
        CorrelationDescriptor analysis = w.analysis().correlation(),
                synthesis = w.synthesis().correlation();
        try (DeviceBuffer transformed = memory.take(w.transformedWords());
                DeviceBuffer products = memory.take(w.productWords())) {
            WinogradProducts ofCode = w.ofCode(products);
            kernels.input(MapBatch.of(v), analysis, w.codeTiles(), transformed);
            SumReduction again = steps.again(w, products, last, transformed).after(() -> {
                multiply(w.analysis(), w.codeTiles(), transformed, products);
                kernels.next(ofCode, synthesis, w.signalTiles(), transformed);
                multiply(w.synthesis(), w.signalTiles(), transformed, products);
            });
            return new GramPowers(last, summation.start(Collections.nCopies(count, again)));
        }
    }

    private void multiply(PackedWeights weights, WinogradTiles tiles, DeviceBuffer transformed, DeviceBuffer products) {
        kernels.multiply(weights, tiles, transformed, products);
    }
}
