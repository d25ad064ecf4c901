package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.ProximalStep;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.OperandChecks;

/**
 * What iterations do between two filterings: each kernel makes a map, the transformed inputs of the next filtering, and
 * partial sums over the map.
 */
final class WinogradStepKernels {

    /** The sums over the code after a step. */
    static final int OF_STEP = 4;

    private static final int GROUP = 256;

    private final GpuDevice device;
    private final OperandChecks operands;
    private final ProgramSource source;
    private final int group;

    WinogradStepKernels(GpuDevice device, OperandChecks operands) {
        this.device = device;
        this.operands = operands;
        this.group = device.limits().group(GROUP);
        this.source = WinogradVariant.F4X4_3X3
                .program("winograd_steps.cl", "GROUP", group)
                .after("winograd_region.cl")
                .after("group_sum.cl");
    }

    /** The code after a step, and its inputs of Wᵀ. Sums: ‖z⁺‖₁, ‖z⁺ − y‖², ‖y − z‖², ‖z⁺ − z‖². */
    SumReduction code(WinogradPair w, ProximalStep step, DeviceMap next, DeviceBuffer transformed) {
        List<Object> from = List.of(
                operands.map(step.z().code()),
                operands.map(step.before().code()),
                operands.map(step.z().correlations()),
                operands.map(step.before().correlations()));
        return run(
                "step_of_code",
                OF_STEP,
                region(w.synthesis().correlation(), w.signalTiles()),
                lengths(step),
                from,
                sized(w.code()),
                List.of(next, transformed));
    }

    /** The signal of the products, and the residual as inputs of W. Sums: ‖Wᵀz⁺‖², ‖x − Wᵀz⁺‖², ‖Wᵀ(z⁺ − y)‖². */
    SumReduction residual(
            WinogradPair w,
            DeviceBuffer products,
            DeviceMap x,
            ProximalStep step,
            DeviceMap signal,
            DeviceBuffer transformed) {
        return run(
                "residual_of_signal",
                3,
                region(w.analysis().correlation(), w.codeTiles()),
                products(products, w.signalTiles()),
                List.of(x, step.ofLast(), step.ofBefore()),
                List.of(
                        operands.map(step.z().signal()),
                        operands.map(step.before().signal())),
                sized(w.signal()),
                List.of(signal, transformed));
    }

    /** The signal of the products, and itself as inputs of W. Sum: its squared norm. */
    SumReduction again(WinogradPair w, DeviceBuffer products, DeviceMap signal, DeviceBuffer transformed) {
        return run(
                "signal_again",
                1,
                region(w.analysis().correlation(), w.codeTiles()),
                products(products, w.signalTiles()),
                sized(w.signal()),
                List.of(signal, transformed));
    }

    /** The code of the products. Result: its largest magnitude. */
    SumReduction correlations(WinogradPair w, DeviceBuffer products, DeviceMap code) {
        WinogradTiles tiles = w.codeTiles();
        return ofLargest(run(
                "last_map",
                1,
                region(tiles, 0, 0, w.code().channels()),
                products(products, tiles),
                sized(w.code()),
                List.of(code)));
    }

    /**
     * The same, and the code after a step along these correlations, with its inputs of Wᵀ. Results: the largest
     * magnitude, and the sums over the code.
     */
    SumReduction correlations(
            WinogradPair w,
            DeviceBuffer products,
            ProximalStep step,
            DeviceMap correlations,
            DeviceMap next,
            DeviceBuffer transformed) {
        return ofLargest(run(
                "last_map_and_step",
                1 + OF_STEP,
                region(w.synthesis().correlation(), w.signalTiles()),
                products(products, w.codeTiles()),
                lengths(step),
                List.of(
                        operands.map(step.z().code()),
                        operands.map(step.before().code()),
                        operands.map(step.before().correlations())),
                sized(w.code()),
                List.of(correlations, next, transformed)));
    }

    private static SumReduction ofLargest(SumReduction sum) {
        return new SumReduction(sum.results(), sum.groups(), sum.results(), 0, sum.launch());
    }

    private static List<Object> lengths(ProximalStep step) {
        return List.of(step.ofLast(), step.ofBefore(), step.length(), step.threshold());
    }

    private SumReduction run(String kernel, int results, WinogradRegion region, Object... arguments) {
        return SumReduction.of(
                results,
                region.groups(),
                (first, parts) -> device.kernel(source, kernel)
                        .run(region.range(1), List.of(arguments), region.arguments(), first, parts));
    }

    private WinogradRegion region(CorrelationDescriptor next, WinogradTiles tiles) {
        return region(tiles, next.paddingY(), next.paddingX(), next.channels());
    }

    private WinogradRegion region(WinogradTiles tiles, int paddingY, int paddingX, int channels) {
        WinogradBlock block = WinogradBlock.of(device.limits(), tiles, channels).summing(group);
        return new WinogradRegion(block, tiles, paddingY, paddingX, channels);
    }

    private static List<Object> products(DeviceBuffer products, WinogradTiles tiles) {
        return List.of(products, tiles.sizes(), tiles.padded());
    }

    private static List<Object> sized(Shape map) {
        return List.of(map.height(), map.width());
    }
}
