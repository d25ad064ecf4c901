package sc.fiji.invertibility.compute.opencl;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Magnitudes;
import sc.fiji.invertibility.compute.Unpooling;

/** Sums over whole maps: partial sums on the device, in double precision where it has it, the rest here. */
final class Reductions {

    private final DeviceContext device;
    private final DeviceMemory memory;

    Reductions(DeviceContext device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /** {@return ⟨xᵢ, yᵢ⟩ of each pair} */
    double[] dots(List<DeviceMap> x, List<DeviceMap> y) {
        return sums("dot_partial", x, y);
    }

    /** {@return ‖xᵢ − yᵢ‖² of each pair} */
    double[] squaredDistances(List<DeviceMap> x, List<DeviceMap> y) {
        return sums("distance_partial", x, y);
    }

    private double[] sums(String kernel, List<DeviceMap> x, List<DeviceMap> y) {
        boolean exact = device.tuning().hasDouble();
        List<Shares> shares = x.stream()
                .map(map ->
                        Shares.of(device.tuning(), Layout.vectors(map.layout().size())))
                .toList();
        int items = shares.stream().mapToInt(Shares::items).sum();
        int[] read = new int[items * (exact ? 2 : 1)];
        try (DeviceBuffer given = memory.take(read.length)) {
            int first = 0;
            for (int i = 0; i < x.size(); first += shares.get(i++).items())
                device.kernel(kernel)
                        .run(
                                shares.get(i).range(),
                                x.get(i).buffer(),
                                y.get(i).buffer(),
                                x.get(i).layout().size(),
                                shares.get(i).share(),
                                shares.get(i).step(),
                                first,
                                given);
            if (items > 0) given.read(IntBuffer.wrap(read), 0, read.length);
        }
        Partial all = new Partial(read, items, exact);
        double[] sums = new double[x.size()];
        int first = 0;
        for (int i = 0; i < sums.length; first += shares.get(i++).items())
            sums[i] = all.sum(first, shares.get(i).items());
        return sums;
    }

    long nonzeros(DeviceMap x) {
        long size = x.layout().size();
        Shares shares = Shares.of(device.tuning(), Layout.vectors(size));
        try (DeviceBuffer counts = memory.take(shares.items())) {
            device.kernel("nonzeros_partial")
                    .run(shares.range(), x.buffer(), size, shares.share(), shares.step(), counts);
            int[] words = new int[shares.items()];
            counts.read(IntBuffer.wrap(words), 0, words.length);
            return IntStream.of(words).asLongStream().sum();
        }
    }

    Magnitudes magnitudes(DeviceMap x) {
        long size = x.layout().size();
        Shares shares = Shares.of(device.tuning(), Layout.vectors(size));
        Partial partial = run("magnitudes_partial", shares, 2, x.buffer(), size);
        return new Magnitudes(partial.sum(), partial.largest(0), partial.count(1));
    }

    /** Compares dense maps. */
    CodeDifference difference(DeviceMap a, DeviceMap b) {
        long size = a.layout().size();
        Shares shares = Shares.of(device.tuning(), size);
        Partial partial = run("difference_partial", shares, 1, a.buffer(), b.buffer(), size);
        return new CodeDifference(partial.sum(), partial.count(0) == 0);
    }

    /** Compares codes whose windows do not overlap, without unpooling them. */
    CodeDifference difference(DeviceCode a, DeviceCode b, Unpooling unpooling) {
        long size = a.values().layout().size();
        Shares shares = Shares.of(device.tuning(), Layout.vectors(size));
        Partial partial = run(
                "code_difference_partial",
                shares,
                1,
                a.values().buffer(),
                a.switches().buffer(),
                b.values().buffer(),
                b.switches().buffer(),
                unpooling == Unpooling.TOP_LEFT ? 1 : 0,
                size);
        return new CodeDifference(partial.sum(), partial.count(0) == 0);
    }

    /**
     * Runs a reduction and waits for what it gives.
     *
     * @param words how many words a work-item gives beside its sum
     */
    private Partial run(String kernel, Shares shares, int words, Object... arguments) {
        boolean exact = device.tuning().hasDouble();
        int all = shares.items() * (words + (exact ? 2 : 1));
        try (DeviceBuffer given = memory.take(all)) {
            Object[] complete = Arrays.copyOf(arguments, arguments.length + 3);
            complete[arguments.length] = shares.share();
            complete[arguments.length + 1] = shares.step();
            complete[arguments.length + 2] = given;
            device.kernel(kernel).run(shares.range(), complete);
            int[] read = new int[all];
            given.read(IntBuffer.wrap(read), 0, all);
            return new Partial(read, shares.items(), exact);
        }
    }

    /**
     * What the work-items of a reduction give: their sums first, then one word each of whatever else there is.
     *
     * @param words all of it
     * @param items how many work-items
     * @param exact whether the sums are of double precision, two words each
     */
    private record Partial(int[] words, int items, boolean exact) {

        double sum() {
            return sum(0, items);
        }

        double sum(int first, int count) {
            double sum = 0;
            for (int i = first; i < first + count; i++)
                sum += exact
                        ? Double.longBitsToDouble((long) words[2 * i + 1] << 32 | words[2 * i] & 0xffffffffL)
                        : Float.intBitsToFloat(words[i]);
            return sum;
        }

        double largest(int index) {
            return others(index).mapToDouble(Float::intBitsToFloat).max().orElse(0);
        }

        long count(int index) {
            return others(index).asLongStream().sum();
        }

        private IntStream others(int index) {
            int first = items * ((exact ? 2 : 1) + index);
            return IntStream.range(first, first + items).map(i -> words[i]);
        }
    }
}
