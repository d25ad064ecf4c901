package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Change;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Magnitudes;
import sc.fiji.invertibility.compute.Norms;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.Range;

/** Sums over whole maps, in double precision where the device has it. */
final class Reductions {

    static final int GROUP = 256;

    /** Maps, or pairs of them, of one launch. */
    private static final int TOGETHER = 4;

    /** Values that an item sums at least, before more groups are started. */
    private static final int FEWEST_VALUES = 16;

    /** Groups for each of the device's units, beyond which more do not read faster. */
    private static final int GROUPS_OF_UNIT = 4;

    /** What the kernel tells of a map: two sums, the largest, and a count in two parts. */
    private static final int MAGNITUDES = 5;

    private static final int LARGEST = 2;
    private static final double LOW_PART = 4096;

    private final GpuDevice device;
    private final Summation summation;
    private final int group;

    Reductions(GpuDevice device, DeviceMemory memory) {
        this.device = device;
        this.summation = new Summation(device, memory);
        this.group = device.limits().group(GROUP);
    }

    static Source source(GpuDevice device) {
        return device.source("reduction.cl", GROUP);
    }

    /** {@return ⟨xᵢ, yᵢ⟩ of each pair} */
    double[] dots(List<DeviceMap> x, List<DeviceMap> y) {
        return pairs("dots", x, y);
    }

    /** {@return ‖xᵢ − yᵢ‖² of each pair} */
    double[] squaredDistances(List<DeviceMap> x, List<DeviceMap> y) {
        return pairs("squared_distances", x, y);
    }

    private double[] pairs(String kernel, List<DeviceMap> x, List<DeviceMap> y) {
        return summation.run(ofPairs(kernel, x, y));
    }

    /** Pairs that lie behind one another are summed by one launch, others by one for a few. */
    private List<Sum> ofPairs(String kernel, List<DeviceMap> x, List<DeviceMap> y) {
        List<Sum> sums = new ArrayList<>();
        for (int first = 0; first < x.size(); ) {
            int end = Math.max(first + 1, Math.min(DeviceMap.run(x, first), DeviceMap.run(y, first)));
            if (end - first > TOGETHER || x.size() == 1) {
                sums.add(ofBatch(kernel, Batch.of(x.subList(first, end)), Batch.of(y.subList(first, end))));
            } else {
                end = Math.min(first + TOGETHER, x.size());
                sums.add(ofSeveral(kernel, 1, -1, List.of(x.subList(first, end), y.subList(first, end))));
            }
            first = end;
        }
        return sums;
    }

    private Sum ofBatch(String kernel, Batch x, Batch y) {
        int groups = groups(x.shape().size());
        return Sum.of(
                x.images(),
                groups,
                (first, parts) -> kernel(kernel + "_of_batch")
                        .run(
                                range(groups, x.images()),
                                x.buffer(),
                                x.step(),
                                y.buffer(),
                                y.step(),
                                x.shape().size(),
                                first,
                                parts));
    }

    /** Sums over a few maps or pairs of them, of any shapes: lists of their first and second operands. */
    private Sum ofSeveral(String kernel, int kinds, int largest, List<List<DeviceMap>> operands) {
        List<DeviceMap> first = operands.get(0);
        int groups =
                first.stream().mapToInt(map -> groups(map.shape().size())).max().orElse(1);
        return new Sum(kinds * first.size(), groups, kinds, largest, (firstPart, parts) -> {
            List<Object> arguments = new ArrayList<>();
            for (int i = 0; i < TOGETHER; i++) {
                int operand = i < first.size() ? i : 0;
                operands.forEach(maps -> arguments.add(maps.get(operand).buffer()));
                arguments.add(i < first.size() ? first.get(i).shape().size() : 0L);
            }
            run(kernel, range(groups, first.size()), arguments, firstPart, parts);
        });
    }

    List<Magnitudes> magnitudes(List<DeviceMap> maps) {
        return magnitudes(summation.run(ofMagnitudes(maps)), maps.size());
    }

    private List<Sum> ofMagnitudes(List<DeviceMap> maps) {
        List<Sum> sums = new ArrayList<>();
        for (int i = 0; i < maps.size(); i += TOGETHER) {
            List<DeviceMap> some = maps.subList(i, Math.min(i + TOGETHER, maps.size()));
            sums.add(ofSeveral("magnitudes", MAGNITUDES, LARGEST, List.of(some)));
        }
        return sums;
    }

    private static List<Magnitudes> magnitudes(double[] results, int maps) {
        return IntStream.range(0, maps)
                .mapToObj(i -> Arrays.copyOfRange(results, i * MAGNITUDES, (i + 1) * MAGNITUDES))
                .map(r -> new Magnitudes(r[0], r[1], r[LARGEST], (long) (r[3] + LOW_PART * r[4])))
                .toList();
    }

    /** The magnitudes of maps, and the squared distances of pairs. */
    Norms norms(List<DeviceMap> maps, List<DeviceMap> x, List<DeviceMap> y) {
        List<Sum> sums = ofMagnitudes(maps);
        sums.addAll(ofPairs("squared_distances", x, y));
        double[] results = summation.run(sums);
        double[] distances = Arrays.copyOfRange(results, MAGNITUDES * maps.size(), results.length);
        return new Norms(magnitudes(results, maps.size()), distances);
    }

    /** Compares dense maps. */
    CodeDifference difference(DeviceMap a, DeviceMap b) {
        return difference(
                "map_difference",
                a.shape().size(),
                List.of(a.buffer(), b.buffer(), a.shape().size()));
    }

    /** Compares codes whose windows do not overlap, without unpooling them. */
    CodeDifference difference(DeviceCode a, DeviceCode b, Unpooling unpooling) {
        return difference(summation.run(List.of(ofCodes(a, b, unpooling))));
    }

    private Sum ofCodes(DeviceCode a, DeviceCode b, Unpooling unpooling) {
        long size = a.values().shape().size();
        return differences(
                "code_difference",
                size,
                List.of(
                        a.values().buffer(),
                        a.switches().buffer(),
                        b.values().buffer(),
                        b.switches().buffer(),
                        PoolingKernels.topLeft(unpooling),
                        size));
    }

    private CodeDifference difference(String kernel, long size, List<Object> arguments) {
        return difference(summation.run(List.of(differences(kernel, size, arguments))));
    }

    private static CodeDifference difference(double[] results) {
        return new CodeDifference(results[0], results[1] == 0);
    }

    private Sum differences(String kernel, long size, List<Object> arguments) {
        int groups = groups(size);
        return Sum.of(
                2, groups, (first, parts) -> run(kernel, range(groups, 1), new ArrayList<>(arguments), first, parts));
    }

    /** Compares codes whose windows do not overlap, and signals. */
    Change change(DeviceCode a, DeviceCode b, Unpooling unpooling, DeviceMap x, DeviceMap y) {
        double[] results = summation.run(List.of(
                ofCodes(a, b, unpooling),
                ofSeveral("squared_distances", 1, -1, List.of(List.of(x), List.of(y))),
                ofSeveral("dots", 1, -1, List.of(List.of(x), List.of(x)))));
        return new Change(difference(results), results[2], results[3]);
    }

    private void run(String kernel, Range range, List<Object> arguments, int firstPart, DeviceBuffer parts) {
        arguments.add(firstPart);
        arguments.add(parts);
        kernel(kernel).run(range, arguments.toArray());
    }

    private int groups(long values) {
        long wanted = (values + FEWEST_VALUES * group - 1) / (FEWEST_VALUES * group);
        return (int) Math.min((long) GROUPS_OF_UNIT * device.limits().units(), wanted);
    }

    private Range range(int groups, int results) {
        return Range.of(group, (long) group * groups, results);
    }

    private Kernel kernel(String name) {
        return device.kernel(source(device), name);
    }
}
