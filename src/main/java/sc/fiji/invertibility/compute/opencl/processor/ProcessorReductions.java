package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.NormsAndDistances;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.Reductions;

/** Sums over whole maps: partial sums on the device, in double precision if it has it, and the rest on the host. */
final class ProcessorReductions implements Reductions {

    private final TunedDevice device;
    private final DeviceMemory memory;

    ProcessorReductions(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    @Override
    public double[] dots(List<DeviceMap> x, List<DeviceMap> y) {
        return sums("dot_partial", x, y);
    }

    @Override
    public double[] squaredDistances(List<DeviceMap> x, List<DeviceMap> y) {
        return sums("distance_partial", x, y);
    }

    private double[] sums(String kernel, List<DeviceMap> x, List<DeviceMap> y) {
        return sums(run(ofPairs(kernel, x, y)));
    }

    private static double[] sums(List<PartialSums> partials) {
        return partials.stream().mapToDouble(partial -> partial.sum(0)).toArray();
    }

    private List<Reduction> ofPairs(String kernel, List<DeviceMap> x, List<DeviceMap> y) {
        return IntStream.range(0, x.size())
                .mapToObj(i -> Reduction.ofVectors(device.tuning(), kernel, x.get(i), 1, 0, x.get(i), y.get(i)))
                .toList();
    }

    long nonzeros(DeviceMap x) {
        long size = x.layout().size();
        WorkShares shares = WorkShares.of(device.tuning(), MapLayout.vectors(size));
        try (DeviceBuffer counts = memory.take(shares.items())) {
            device.kernel("nonzeros_partial").run(shares.range(), x, size, shares.share(), counts);
            int[] words = new int[shares.items()];
            counts.read(IntBuffer.wrap(words), 0, words.length);
            return IntStream.of(words).asLongStream().sum();
        }
    }

    @Override
    public List<MapNorms> magnitudes(List<DeviceMap> maps) {
        return magnitudes(run(ofMaps(maps)).stream());
    }

    private static List<MapNorms> magnitudes(Stream<PartialSums> partials) {
        return partials.map(
                        partial -> new MapNorms(partial.sum(0), partial.sum(1), partial.largest(0), partial.count(1)))
                .toList();
    }

    private List<Reduction> ofMaps(List<DeviceMap> maps) {
        return maps.stream()
                .map(x -> Reduction.ofVectors(device.tuning(), "magnitudes_partial", x, 2, 2, x))
                .toList();
    }

    /** The norms of maps, and the squared distances of pairs. */
    NormsAndDistances norms(List<DeviceMap> maps, List<DeviceMap> x, List<DeviceMap> y) {
        List<Reduction> reductions = new ArrayList<>(ofMaps(maps));
        reductions.addAll(ofPairs("distance_partial", x, y));
        List<PartialSums> partials = run(reductions);
        return new NormsAndDistances(
                magnitudes(partials.subList(0, maps.size()).stream()),
                sums(partials.subList(maps.size(), partials.size())));
    }

    @Override
    public CodeDifference difference(DeviceMap a, DeviceMap b) {
        WorkShares shares = WorkShares.of(device.tuning(), a.layout().size());
        return difference(new Reduction(
                "difference_partial", shares, 1, 1, a, b, a.layout().size()));
    }

    @Override
    public CodeDifference difference(DeviceCode a, DeviceCode b, Unpooling unpooling) {
        List<Object> codes = List.of(a.arguments(), b.arguments(), unpooling);
        return difference(Reduction.ofVectors(device.tuning(), "code_difference_partial", a.values(), 1, 1, codes));
    }

    private CodeDifference difference(Reduction reduction) {
        PartialSums partial = run(List.of(reduction)).get(0);
        return new CodeDifference(partial.sum(0), partial.count(0) == 0);
    }

    /** Runs reductions, and waits once for all results. */
    private List<PartialSums> run(List<Reduction> reductions) {
        if (reductions.isEmpty()) return List.of();
        boolean exact = device.tuning().hasDouble();
        int sums = reductions.stream().mapToInt(r -> r.given(exact)).sum();
        int[] read = new int[exact ? 2 * sums : sums];
        List<PartialSums> partials = new ArrayList<>();
        try (DeviceBuffer given = memory.take(read.length)) {
            int first = 0;
            for (Reduction reduction : reductions) {
                reduction.run(device, first, given);
                partials.add(new PartialSums(
                        read, exact ? 2 * first : first, reduction.shares().items(), reduction.sums(), exact));
                first += reduction.given(exact);
            }
            given.read(IntBuffer.wrap(read), 0, read.length);
        }
        return partials;
    }
}
