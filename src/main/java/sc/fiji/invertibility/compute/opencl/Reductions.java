package sc.fiji.invertibility.compute.opencl;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
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

    double dot(DeviceMap x, DeviceMap y) {
        return sum("dot_partial", x, y);
    }

    double squaredDistance(DeviceMap x, DeviceMap y) {
        return sum("distance_partial", x, y);
    }

    private double sum(String kernel, DeviceMap x, DeviceMap y) {
        long size = x.layout().size();
        Shares shares = Shares.of(device.tuning(), Layout.vectors(size));
        try (DeviceBuffer sums = memory.take(shares.items() * 2L)) {
            kernel(kernel).run(shares.range(), x.buffer(), y.buffer(), size, shares.share(), shares.step(), sums);
            return sum(sums, shares.items());
        }
    }

    long nonzeros(DeviceMap x) {
        long size = x.layout().size();
        Shares shares = Shares.of(device.tuning(), size);
        try (DeviceBuffer counts = memory.take(shares.items())) {
            kernel("nonzeros_partial").run(shares.range(), x.buffer(), size, shares.share(), shares.step(), counts);
            return count(counts, shares.items());
        }
    }

    Magnitudes magnitudes(DeviceMap x) {
        long size = x.layout().size();
        Shares shares = Shares.of(device.tuning(), Layout.vectors(size));
        int items = shares.items();
        try (DeviceBuffer sums = memory.take(items * 2L);
                DeviceBuffer largest = memory.take(items);
                DeviceBuffer counts = memory.take(items)) {
            kernel("magnitudes_partial")
                    .run(shares.range(), x.buffer(), size, shares.share(), shares.step(), sums, largest, counts);
            return new Magnitudes(sum(sums, items), largest(largest, items), count(counts, items));
        }
    }

    /** Compares dense maps. */
    CodeDifference difference(DeviceMap a, DeviceMap b) {
        long size = a.layout().size();
        Shares shares = Shares.of(device.tuning(), size);
        try (DeviceBuffer sums = memory.take(shares.items() * 2L);
                DeviceBuffer changes = memory.take(shares.items())) {
            kernel("difference_partial")
                    .run(shares.range(), a.buffer(), b.buffer(), size, shares.share(), shares.step(), sums, changes);
            return new CodeDifference(sum(sums, shares.items()), count(changes, shares.items()) == 0);
        }
    }

    /** Compares codes whose windows do not overlap, without unpooling them. */
    CodeDifference difference(DeviceCode a, DeviceCode b, Unpooling unpooling) {
        long size = a.values().layout().size();
        Shares shares = Shares.of(device.tuning(), size);
        try (DeviceBuffer sums = memory.take(shares.items() * 2L);
                DeviceBuffer changes = memory.take(shares.items())) {
            kernel("code_difference_partial")
                    .run(
                            shares.range(),
                            a.values().buffer(),
                            a.switches().buffer(),
                            b.values().buffer(),
                            b.switches().buffer(),
                            unpooling == Unpooling.TOP_LEFT ? 1 : 0,
                            size,
                            shares.share(),
                            shares.step(),
                            sums,
                            changes);
            return new CodeDifference(sum(sums, shares.items()), count(changes, shares.items()) == 0);
        }
    }

    private Kernel kernel(String name) {
        return device.kernel(name);
    }

    private double sum(DeviceBuffer partial, int items) {
        double sum = 0;
        if (device.tuning().hasDouble()) {
            double[] sums = new double[items];
            partial.read(DoubleBuffer.wrap(sums), 0, 2L * items);
            for (double s : sums) sum += s;
        } else {
            float[] sums = new float[items];
            partial.read(FloatBuffer.wrap(sums), 0, items);
            for (float s : sums) sum += s;
        }
        return sum;
    }

    private static double largest(DeviceBuffer partial, int items) {
        float[] magnitudes = new float[items];
        partial.read(FloatBuffer.wrap(magnitudes), 0, items);
        float largest = 0;
        for (float m : magnitudes) largest = Math.max(largest, m);
        return largest;
    }

    private static long count(DeviceBuffer partial, int items) {
        int[] counts = new int[items];
        partial.read(IntBuffer.wrap(counts), 0, items);
        long sum = 0;
        for (int c : counts) sum += c;
        return sum;
    }
}
