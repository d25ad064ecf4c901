package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** The kernels for sums over maps. See {@link StepSums} for those that compare iterates. */
final class SumKernels {

    static final int GROUP = 256;

    /** Maps, or pairs of maps, per launch. */
    private static final int TOGETHER = 4;

    /** The least number of values per work-item; only with more values are more groups started. */
    private static final int FEWEST_VALUES = 16;

    /** Groups per compute unit; more of them do not read faster. */
    private static final int GROUPS_OF_UNIT = 4;

    /** Results of the kernel per map: two sums, the largest magnitude, and a count in two parts. */
    static final int MAGNITUDES = 5;

    /** The index of the largest magnitude among them. */
    static final int LARGEST = 2;

    private final GpuDevice device;
    private final int group;

    SumKernels(GpuDevice device) {
        this.device = device;
        this.group = device.limits().group(GROUP);
    }

    static ProgramSource source(GpuDevice device) {
        return device.source("reduction.cl", GROUP);
    }

    /** Contiguous pairs need one launch, others one for every few pairs. */
    List<SumReduction> ofPairs(String kernel, List<DeviceMap> x, List<DeviceMap> y) {
        List<SumReduction> sums = new ArrayList<>();
        for (int first = 0; first < x.size(); ) {
            int end = Math.max(first + 1, Math.min(DeviceMap.run(x, first), DeviceMap.run(y, first)));
            if (end - first > TOGETHER || x.size() == 1) {
                sums.add(ofBatch(kernel, MapBatch.of(x.subList(first, end)), MapBatch.of(y.subList(first, end))));
            } else {
                end = Math.min(first + TOGETHER, x.size());
                sums.add(ofSeveral(kernel, 1, -1, List.of(x.subList(first, end), y.subList(first, end))));
            }
            first = end;
        }
        return sums;
    }

    private SumReduction ofBatch(String kernel, MapBatch x, MapBatch y) {
        int groups = groups(x.shape().size());
        return SumReduction.of(
                x.images(),
                groups,
                (first, parts) -> kernel(kernel + "_of_batch")
                        .run(
                                range(groups, x.images()),
                                x.strided(),
                                y.strided(),
                                x.shape().size(),
                                first,
                                parts));
    }

    /** Sums over a few maps or pairs of maps of any shapes, given as lists of their first and second operands. */
    private SumReduction ofSeveral(String kernel, int kinds, int largest, List<List<DeviceMap>> operands) {
        List<DeviceMap> first = operands.get(0);
        int groups =
                first.stream().mapToInt(map -> groups(map.shape().size())).max().orElse(1);
        return new SumReduction(
                kinds * first.size(),
                groups,
                kinds,
                largest,
                (firstPart, parts) ->
                        kernel(kernel).run(range(groups, first.size()), operands(operands), firstPart, parts));
    }

    /** The norms of maps, with {@link #MAGNITUDES} results each. */
    List<SumReduction> ofMagnitudes(List<DeviceMap> maps) {
        List<SumReduction> sums = new ArrayList<>();
        for (int i = 0; i < maps.size(); i += TOGETHER) {
            List<DeviceMap> some = maps.subList(i, Math.min(i + TOGETHER, maps.size()));
            sums.add(ofSeveral("magnitudes", MAGNITUDES, LARGEST, List.of(some)));
        }
        return sums;
    }

    /**
     * The norms of maps, with {@link #MAGNITUDES} results each, and the squared distances of pairs, each the first of
     * as many results, by one launch for at most {@value #TOGETHER} maps and pairs.
     */
    List<SumReduction> ofNorms(List<DeviceMap> maps, List<DeviceMap> x, List<DeviceMap> y) {
        int count = maps.size() + x.size();
        int groups = Stream.concat(maps.stream(), x.stream())
                .mapToInt(map -> groups(map.shape().size()))
                .max()
                .orElse(1);
        SumReduction.Launch launch = (firstPart, parts) -> kernel("norms_and_distances")
                .run(
                        range(groups, count),
                        List.of(maps.size(), operands(List.of(maps)), operands(List.of(x, y))),
                        firstPart,
                        parts);
        return List.of(new SumReduction(MAGNITUDES * count, groups, MAGNITUDES, LARGEST, launch));
    }

    /** Returns whether {@link #ofNorms} accepts these numbers of maps and pairs. */
    static boolean together(int maps, int pairs) {
        return maps > 0 && pairs > 0 && maps <= TOGETHER && pairs <= TOGETHER;
    }

    /** The operands of a few results, and the size of each, for up to {@value #TOGETHER} of them. */
    private static List<Object> operands(List<List<DeviceMap>> operands) {
        List<DeviceMap> first = operands.get(0);
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < TOGETHER; i++) {
            int operand = i < first.size() ? i : 0;
            operands.forEach(maps -> arguments.add(maps.get(operand)));
            arguments.add(i < first.size() ? first.get(i).shape().size() : 0L);
        }
        return arguments;
    }

    /**
     * Of codes whose windows do not overlap: the squared distance, and the number of work-items that found a difference
     * between the supports.
     */
    SumReduction ofCodes(DeviceCode a, DeviceCode b, Unpooling unpooling) {
        return differences("code_difference", a.values().shape().size(), codes(a, b, unpooling));
    }

    /** {@return the arguments for two codes and their number of units} */
    static List<Object> codes(DeviceCode a, DeviceCode b, Unpooling unpooling) {
        return List.of(
                a.arguments(), b.arguments(), unpooling, a.values().shape().size());
    }

    /** The same of dense maps. */
    SumReduction ofMaps(DeviceMap a, DeviceMap b) {
        long size = a.shape().size();
        return differences("map_difference", size, List.of(a, b, size));
    }

    private SumReduction differences(String kernel, long size, List<Object> arguments) {
        int groups = groups(size);
        return SumReduction.of(
                2, groups, (first, parts) -> kernel(kernel).run(range(groups, 1), arguments, first, parts));
    }

    /** {@return the number of groups that share so many values} */
    int groups(long values) {
        long wanted = (values + FEWEST_VALUES * group - 1) / (FEWEST_VALUES * group);
        return (int) Math.min((long) GROUPS_OF_UNIT * device.limits().units(), wanted);
    }

    /** {@return the work-items of some groups for each of some results} */
    NDRange range(int groups, int results) {
        return NDRange.of(group, (long) group * groups, results);
    }

    Kernel kernel(String name) {
        return device.kernel(source(device), name);
    }
}
