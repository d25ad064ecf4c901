package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;

/** Sums that compare steps of Algorithm 1 with where they began, and with which their exact length arrives at the host. */
final class StepSums {

    /** Codes with their signals, or only signals, that are compared by one launch. */
    static final int STEPS = 2;

    /** Results for each of them: the squared distance and the difference of the supports, and two for the signal. */
    static final int OF_STEP = 4;

    private final SumKernels sums;
    private final DeviceLimits limits;

    StepSums(SumKernels sums, DeviceLimits limits) {
        this.sums = sums;
        this.limits = limits;
    }

    /**
     * Of several codes a whose windows do not overlap: what {@link SumKernels#ofCodes} gives for each and b, the squared
     * distance of its signal x to y, and the squared norm of x. The last results of each launch are the
     * {@linkplain DeviceLengths#parts parts} of the steps' exact length.
     *
     * @param lengths from b to the codes; null if they are not on the device
     */
    List<SumReduction> ofCodesAndSignals(
            List<DeviceCode> a,
            DeviceCode b,
            Unpooling unpooling,
            List<DeviceMap> x,
            DeviceMap y,
            DeviceLengths lengths) {
        long signal = y.shape().size();
        int groups = sums.groups(Math.max(b.values().shape().size(), signal));
        List<SumReduction> all = new ArrayList<>();
        for (int i = 0; i < a.size(); i += STEPS) {
            int last = Math.min(i + STEPS, a.size()) - 1, codes = last - i + 1;
            List<DeviceMap> signals = x.subList(i, last + 1);
            List<Object> arguments = new ArrayList<>();
            if (codes > 1) arguments.add(a.get(i).arguments());
            arguments.addAll(List.of(SumKernels.codes(a.get(last), b, unpooling), signals, y, signal));
            arguments.addAll(List.of(lengths == null ? y.buffer() : lengths.buffer(), lengths != null));
            String kernel = codes > 1 ? "two_code_and_signal_differences" : "code_and_signal_difference";
            all.add(SumReduction.of(
                    OF_STEP * codes + DeviceLengths.parts(limits),
                    groups,
                    (first, parts) -> sums.kernel(kernel).run(sums.range(groups, 2), arguments, first, parts)));
        }
        return all;
    }

    /**
     * Of signals x̂: ‖x − x̂‖², ‖x − ŷ‖², ‖x̂ − ŷ‖² and ‖x̂‖², followed by the parts of the steps' exact length as of
     * {@link #ofCodesAndSignals}.
     */
    List<SumReduction> ofSignals(List<DeviceMap> signals, DeviceMap before, DeviceMap x, DeviceLengths lengths) {
        long size = x.shape().size();
        int groups = sums.groups(size);
        List<SumReduction> all = new ArrayList<>();
        for (int i = 0; i < signals.size(); i += STEPS) {
            int last = Math.min(i + STEPS, signals.size()) - 1, count = last - i + 1;
            List<Object> arguments = List.of(
                    List.of(signals.get(i), signals.get(last), before, x, size),
                    lengths == null ? x.buffer() : lengths.buffer(),
                    lengths != null);
            all.add(SumReduction.of(
                    OF_STEP * count + DeviceLengths.parts(limits),
                    groups,
                    (first, parts) ->
                            sums.kernel("signal_changes").run(sums.range(groups, count), arguments, first, parts)));
        }
        return all;
    }
}
