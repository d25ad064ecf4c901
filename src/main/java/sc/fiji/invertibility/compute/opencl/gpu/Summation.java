package sc.fiji.invertibility.compute.opencl.gpu;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * Runs sums and waits for their results, once. Parts that are few are read and added here, since reading them takes no
 * longer than reading one value, and less than starting one more kernel; more are added on the device.
 */
final class Summation {

    /** Parts that are read as they are: 32 KiB. */
    private static final int FEW_PARTS = 1 << 12;

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final boolean exact;

    Summation(GpuDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
        this.exact = device.limits().hasDouble();
    }

    /** {@return the results of all sums, in turn} */
    double[] run(List<SumReduction> sums) {
        return queued(sums, (buffer, first, count) -> total(sums, read(buffer, first, count)));
    }

    /** Queues sums; returns the results of all of them, in turn, on their way. */
    Pending<double[]> start(List<SumReduction> sums) {
        return queued(
                sums,
                (buffer, first, count) -> device.staging()
                        .startResult(buffer, words(first), words(count))
                        .<Pending<double[]>>map(read -> new Results(read, words -> total(sums, values(words, count))))
                        .orElseGet(() -> Pending.of(total(sums, read(buffer, first, count)))));
    }

    /** Brings back what the device has of the sums: few parts of each, or the results. */
    private interface Reading<T> {
        T of(DeviceBuffer buffer, int first, int count);
    }

    private <T> T queued(List<SumReduction> sums, Reading<T> reading) {
        int parts = sums.stream().mapToInt(SumReduction::parts).sum();
        int results = results(sums);
        try (DeviceBuffer buffer = memory.take(words(parts + results))) {
            int first = 0;
            for (SumReduction sum : sums) {
                sum.launch().run(first, buffer);
                first += sum.parts();
            }
            if (parts <= FEW_PARTS) return reading.of(buffer, 0, parts);
            finish(sums, parts, buffer);
            return reading.of(buffer, parts, results);
        }
    }

    private static int results(List<SumReduction> sums) {
        return sums.stream().mapToInt(SumReduction::results).sum();
    }

    /** The results from what was read, which may be the results already. */
    private static double[] total(List<SumReduction> sums, double[] parts) {
        int results = results(sums);
        if (parts.length == results) return parts;
        double[] totals = new double[results];
        int firstPart = 0, result = 0;
        for (SumReduction sum : sums) {
            for (int i = 0; i < sum.results(); i++) totals[result++] = sum.total(i, parts, firstPart);
            firstPart += sum.parts();
        }
        return totals;
    }

    private void finish(List<SumReduction> sums, int parts, DeviceBuffer buffer) {
        int group = device.limits().group(SumKernels.GROUP);
        int firstPart = 0, firstResult = parts;
        for (SumReduction sum : sums) {
            device.kernel(SumKernels.source(device), "finish")
                    .run(
                            NDRange.of(group, (long) group * sum.results()),
                            buffer,
                            firstPart,
                            sum.groups(),
                            sum.kinds(),
                            sum.largest(),
                            firstResult,
                            buffer);
            firstPart += sum.parts();
            firstResult += sum.results();
        }
    }

    private double[] read(DeviceBuffer buffer, int first, int count) {
        double[] values = new double[count];
        if (exact) {
            buffer.read(DoubleBuffer.wrap(values), words(first), words(count));
        } else {
            float[] single = new float[count];
            buffer.read(FloatBuffer.wrap(single), words(first), words(count));
            for (int i = 0; i < count; i++) values[i] = single[i];
        }
        return values;
    }

    private double[] values(ByteBuffer words, int count) {
        double[] values = new double[count];
        if (exact) words.asDoubleBuffer().get(values);
        else for (int i = 0; i < count; i++) values[i] = words.getFloat();
        return values;
    }

    private long words(int sums) {
        return (exact ? 2L : 1L) * sums;
    }
}
