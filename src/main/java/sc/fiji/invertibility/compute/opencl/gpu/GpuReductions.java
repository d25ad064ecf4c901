package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.NormsAndDistances;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.SignalChange;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.Reductions;

/** Sums over whole maps, in double precision if the device has it; the host waits once for all sums of a call. */
final class GpuReductions implements Reductions {

    private static final double LOW_PART = 4096;

    private final SumKernels kernels;
    private final StepSums steps;
    private final Summation summation;
    private final int partsOfLength;

    GpuReductions(GpuDevice device, DeviceMemory memory) {
        this.kernels = new SumKernels(device);
        this.steps = new StepSums(kernels, device.limits());
        this.summation = new Summation(device, memory);
        this.partsOfLength = DeviceLengths.parts(device.limits());
    }

    @Override
    public double[] dots(List<DeviceMap> x, List<DeviceMap> y) {
        return summation.run(kernels.ofPairs("dots", x, y));
    }

    @Override
    public double[] squaredDistances(List<DeviceMap> x, List<DeviceMap> y) {
        return summation.run(kernels.ofPairs("squared_distances", x, y));
    }

    Pending<double[]> startDots(List<DeviceMap> x, List<DeviceMap> y) {
        return summation.start(kernels.ofPairs("dots", x, y));
    }

    Pending<double[]> startSquaredDistances(List<DeviceMap> x, List<DeviceMap> y) {
        return summation.start(kernels.ofPairs("squared_distances", x, y));
    }

    @Override
    public List<MapNorms> magnitudes(List<DeviceMap> maps) {
        return magnitudes(summation.run(kernels.ofMagnitudes(maps)), maps.size());
    }

    private static List<MapNorms> magnitudes(double[] results, int maps) {
        int of = SumKernels.MAGNITUDES;
        return IntStream.range(0, maps)
                .mapToObj(i -> Arrays.copyOfRange(results, i * of, (i + 1) * of))
                .map(r -> new MapNorms(r[0], r[1], r[SumKernels.LARGEST], (long) (r[3] + LOW_PART * r[4])))
                .toList();
    }

    /** Queues the norms of maps and the squared distances of pairs. */
    Pending<NormsAndDistances> norms(List<DeviceMap> maps, List<DeviceMap> x, List<DeviceMap> y) {
        boolean together = SumKernels.together(maps.size(), x.size());
        List<SumReduction> sums = new ArrayList<>();
        if (together) {
            sums.addAll(kernels.ofNorms(maps, x, y));
        } else {
            sums.addAll(kernels.ofMagnitudes(maps));
            sums.addAll(kernels.ofPairs("squared_distances", x, y));
        }
        Pending<double[]> results = summation.start(sums);
        return Pending.of(
                () -> norms(results.get(), maps.size(), together ? SumKernels.MAGNITUDES : 1), results::close);
    }

    /**
     * @param step results from the distance of one pair to that of the next
     */
    private static NormsAndDistances norms(double[] results, int maps, int step) {
        int first = SumKernels.MAGNITUDES * maps, pairs = (results.length - first) / step;
        double[] distances = IntStream.range(0, pairs)
                .mapToDouble(pair -> results[first + pair * step])
                .toArray();
        return new NormsAndDistances(magnitudes(results, maps), distances);
    }

    @Override
    public CodeDifference difference(DeviceMap a, DeviceMap b) {
        return difference(summation.run(List.of(kernels.ofMaps(a, b))));
    }

    @Override
    public CodeDifference difference(DeviceCode a, DeviceCode b, Unpooling unpooling) {
        return difference(summation.run(List.of(kernels.ofCodes(a, b, unpooling))));
    }

    private static CodeDifference difference(double[] results) {
        return new CodeDifference(results[0], results[1] == 0);
    }

    /**
     * Starts to compare codes whose windows do not overlap, and their signals, with one code and its signal.
     *
     * @param lengths of the steps to the codes, which arrive at the host together with the result; null if they are not
     *     on the device
     */
    Pending<List<IterateDifference>> changes(
            List<DeviceCode> a,
            DeviceCode b,
            Unpooling unpooling,
            List<DeviceMap> x,
            DeviceMap y,
            DeviceLengths lengths) {
        return withLengths(
                summation.start(steps.ofCodesAndSignals(a, b, unpooling, x, y, lengths)),
                a.size(),
                lengths,
                r -> new IterateDifference(difference(r), r[2], r[3]));
    }

    /**
     * Starts to measure how signals differ from an input and from another signal.
     *
     * @param lengths as of {@link #changes}
     */
    Pending<List<SignalChange>> signalChanges(
            List<DeviceMap> signals, DeviceMap before, DeviceMap x, DeviceLengths lengths) {
        return withLengths(
                summation.start(steps.ofSignals(signals, before, x, lengths)),
                signals.size(),
                lengths,
                r -> new SignalChange(r[0], r[1], r[2], r[3]));
    }

    /**
     * @param sums of launches for {@value StepSums#STEPS} steps each, behind each of which are the parts of a length
     * @param steps the number of steps
     * @param result from the sums of one step
     */
    private <T> Pending<List<T>> withLengths(
            Pending<double[]> sums, int steps, DeviceLengths lengths, Function<double[], T> result) {
        int of = StepSums.OF_STEP, together = StepSums.STEPS;
        return Pending.of(
                () -> {
                    double[] results = sums.get();
                    if (lengths != null) {
                        int length = of * Math.min(together, steps);
                        lengths.arrived(Arrays.copyOfRange(results, length, length + partsOfLength));
                    }
                    return IntStream.range(0, steps)
                            .map(i -> i / together * (together * of + partsOfLength) + i % together * of)
                            .mapToObj(first -> result.apply(Arrays.copyOfRange(results, first, first + of)))
                            .toList();
                },
                sums::close);
    }
}
