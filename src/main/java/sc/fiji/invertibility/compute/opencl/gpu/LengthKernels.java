package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.function.Consumer;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * Computes lengths of steps from squared norms, without any wait of the host. Partial sums are added and divided in double
 * precision or, where there is none, in pairs of floats.
 */
final class LengthKernels {

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final SumKernels sums;

    LengthKernels(GpuDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
        this.sums = new SumKernels(device);
    }

    /** {@return whether kernels take so many lengths} */
    static boolean suits(int lengths) {
        return lengths <= DeviceLengths.MOST;
    }

    /** {@return ‖x‖²/‖y‖², or 1 where y is zero, divided by some numbers} */
    DeviceLengths of(DeviceMap x, DeviceMap y, double[] divisors) {
        List<DeviceMap> both = List.of(x, y);
        SumReduction squares = sums.ofPairs("dots", both, both).get(0);
        return of(squares.groups(), squares.groups(), parts -> squares.launch().run(0, parts), divisors);
    }

    /**
     * @param ofFirst the number of parts of the first squared norm
     * @param ofSecond the number of parts of the second
     * @param norms queues kernels that write the parts of the first, followed by those of the second
     */
    DeviceLengths of(int ofFirst, int ofSecond, Consumer<DeviceBuffer> norms, double[] divisors) {
        DeviceBuffer lengths = memory.take(DeviceLengths.WORDS);
        try (DeviceBuffer parts = memory.take((long) device.limits().wordsOfSum() * (ofFirst + ofSecond))) {
            norms.accept(parts);
            int group = device.limits().group(SumKernels.GROUP);
            device.kernel(SumKernels.source(device), "exact_lengths")
                    .run(
                            NDRange.of(group, group),
                            List.of(parts, ofFirst, ofSecond, divisor(divisors, 0), divisor(divisors, 1)),
                            lengths);
            return new DeviceLengths(lengths, divisors.clone(), device.limits());
        } catch (RuntimeException e) {
            lengths.close();
            throw e;
        }
    }

    /** As a kernel takes it: in as many parts as a length. */
    private List<Object> divisor(double[] divisors, int index) {
        double divisor = index < divisors.length ? divisors[index] : 1;
        if (device.limits().hasDouble()) return List.of(divisor);
        return List.of((float) divisor, (float) (divisor - (float) divisor));
    }
}
