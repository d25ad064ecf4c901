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
 * Runs sums and waits once for their results. If there are few parts, they are read and added here, which is faster
 * than starting one more kernel; many are added on the device.
 */
final class Summation {

    /** The largest number of parts that are read and added here: 64 KiB. */
    private static final int FEW_PARTS = 1 << 13;

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final boolean exact;

    Summation(GpuDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
        this.exact = device.limits().hasDouble();
    }

    /** {@return the results of all sums, in order} */
    double[] run(List<SumReduction> sums) {
        return queued(sums, (buffer, first, count) -> total(sums, read(buffer, first, count)));
    }

    /** Queues sums and returns their pending results, in order. */
    Pending<double[]> start(List<SumReduction> sums) {
        return queued(
                sums,
                (buffer, first, count) -> device.staging()
                        .startResult(buffer, words(first), words(count))
                        .map(read -> Pending.of(() -> total(sums, values(read.words(), count)), read::close))
                        .orElseGet(() -> Pending.of(total(sums, read(buffer, first, count)))));
    }

    /** Reads from the device either the parts, if they are few, or the results. */
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

    /** Returns the results: the sums of the parts that were read, or the results that were read. */
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
            NDRange range = NDRange.of(group, (long) group * sum.results());
            device.kernel(SumKernels.source(device), "finish")
                    .run(range, buffer, firstPart, sum.groups(), sum.kinds(), sum.largest(), firstResult, buffer);
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
        return (long) device.limits().wordsOfSum() * sums;
    }
}
