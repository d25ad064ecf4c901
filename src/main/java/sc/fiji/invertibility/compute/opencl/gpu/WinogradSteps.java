package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sc.fiji.invertibility.compute.GramPowers;
import sc.fiji.invertibility.compute.LassoPoint;
import sc.fiji.invertibility.compute.LassoStep;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.ProximalStep;
import sc.fiji.invertibility.compute.Scope;
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

    /** Where the next step may begin, or null. */
    private LassoAhead ahead;

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
     * Takes a proximal gradient step, and begins the next one if it is expected.
     *
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is not enough
     */
    LassoStep lasso(Scope owner, WinogradPair w, DeviceMap x, ProximalStep step) {
        w.prepare();
        LassoAhead begun = ahead != null && ahead.is(w, step) ? ahead : null;
        ahead = null;
        DeviceMap signal = batches.allocate(owner, w.signal()), correlations = batches.allocate(owner, w.code());
        try (DeviceBuffer products = memory.take(w.productWords());
                DeviceBuffer transformed = begun == null ? memory.take(w.transformedWords()) : begun.transformed()) {
            DeviceMap code = begun == null ? batches.allocate(owner, w.code()) : begun.take(owner);
            LassoPoint to = new LassoPoint(code, signal, correlations);
            LassoAhead next = Double.isNaN(step.nextBeta()) ? null : begin(owner, w, LassoAhead.after(step, to));
            List<SumReduction> sums = new ArrayList<>();
            if (begun == null) sums.add(steps.code(w, step, code, transformed));
            sums.add(steps.residual(w, products, x, step, signal, transformed)
                    .after(() -> multiply(w.synthesis(), w.signalTiles(), transformed, products)));
            SumReduction last = next == null
                    ? steps.correlations(w, products, correlations)
                    : next.after(steps, products, correlations);
            sums.add(last.after(() -> multiply(w.analysis(), w.codeTiles(), transformed, products)));
            LassoSums all = new LassoSums(summation.start(sums), begun, next);
            ahead = next;
            return new LassoStep(to, Pending.of(all::norms, all::close));
        }
    }

    private LassoAhead begin(Scope owner, WinogradPair w, ProximalStep step) {
        return Scope.handedOver(own -> {
            DeviceMap code = batches.allocate(own, w.code());
            return owner.own(new LassoAhead(w, step, code, own.own(memory.take(w.transformedWords()))));
        });
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
