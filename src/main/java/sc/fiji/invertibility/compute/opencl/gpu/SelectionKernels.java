package sc.fiji.invertibility.compute.opencl.gpu;

import java.nio.IntBuffer;
import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.RadixSelection.Digit;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.TileOrigin;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * Selection of units by their magnitudes in codes that may be tiles: histograms of digits, the cutoff, and the units
 * within a bracket.
 */
final class SelectionKernels {

    private static final int DIGITS = 2048;
    private static final int GROUP = 256;
    private static final int GROUPS_OF_UNIT = 4;

    /** Index, value and switch. */
    private static final int WORDS = 3;

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final GpuPointwiseKernels pointwise;
    private final int group;

    SelectionKernels(GpuDevice device, DeviceMemory memory, GpuPointwiseKernels pointwise) {
        this.device = device;
        this.memory = memory;
        this.pointwise = pointwise;
        this.group = device.limits().group(GROUP);
    }

    /** Adds the histogram of one digit. */
    void count(DeviceMap values, TileOrigin origin, Digit digit, long[] counts) {
        Shape shape = values.shape();
        try (DeviceBuffer histogram = memory.take(DIGITS)) {
            pointwise.clear(histogram, DIGITS);
            kernel("count_digit_of_tile")
                    .run(
                            range(shape.size()),
                            values,
                            shape.size(),
                            values.layout().within(origin),
                            digit.key(),
                            digit.shift(),
                            digit.bits(),
                            digit.prefix(),
                            digit.magnitudeBits(),
                            histogram);
            int[] words = new int[counts.length];
            histogram.read(IntBuffer.wrap(words), 0, words.length);
            for (int i = 0; i < words.length; i++) counts[i] += Integer.toUnsignedLong(words[i]);
        }
    }

    void keep(DeviceMap values, TileOrigin origin, Cutoff cutoff) {
        Shape shape = values.shape();
        kernel("keep")
                .run(
                        NDRange.of(group, shape.size()),
                        List.of(values, shape.size(), values.layout().within(origin)),
                        List.of(Float.floatToRawIntBits(cutoff.magnitude()), cutoff.position()));
    }

    /**
     * Keeps the units above a bracket.
     *
     * @param most the largest number of units that may be returned
     * @return the non-zero units within the bracket; empty if there are more, in which case nothing is changed
     */
    Optional<UnitList> keepAbove(DeviceCode z, Bracket bracket, int most) {
        DeviceMap values = z.values();
        int room = (int) Math.min(most, values.shape().size());
        try (DeviceBuffer listed = memory.take(1);
                DeviceBuffer list = memory.take((long) WORDS * room)) {
            pointwise.clear(listed, 1);
            int lowest = Math.max(1, Float.floatToRawIntBits(bracket.lowest()));
            int highest = Float.floatToRawIntBits(bracket.highest()),
                    size = Math.toIntExact(values.shape().size());
            kernel("list_within").run(range(size), values, z.switches(), size, lowest, highest, room, listed, list);
            int total = read(listed, 0, 1)[0];
            if (Integer.compareUnsigned(total, most) > 0) return Optional.empty();
            keep(values, TileOrigin.whole(values.shape()), bracket.above());
            return Optional.of(listed(read(list, 0, total), list, room));
        }
    }

    /** Sets some units to zero, and returns what they were. */
    UnitList take(DeviceCode z, int[] units) {
        if (units.length == 0) return UnitList.NONE;
        try (DeviceBuffer list = memory.take((long) WORDS * units.length)) {
            list.write(IntBuffer.wrap(units), 0, units.length);
            device.kernel(device.source("storage.cl", GROUP), "take_units")
                    .run(NDRange.of(group, units.length), z.values(), z.switches(), units.length, list);
            return listed(units, list, units.length);
        }
    }

    /**
     * Reads the values and switches of listed units.
     *
     * @param room words between the first index, the first value and the first switch
     */
    private static UnitList listed(int[] indices, DeviceBuffer list, int room) {
        int[] bits = read(list, room, indices.length);
        float[] floats = new float[indices.length];
        for (int i = 0; i < floats.length; i++) floats[i] = Float.intBitsToFloat(bits[i]);
        return new UnitList(indices, floats, read(list, 2L * room, indices.length));
    }

    private static int[] read(DeviceBuffer buffer, long first, int count) {
        int[] words = new int[count];
        if (count > 0) buffer.read(IntBuffer.wrap(words), first, count);
        return words;
    }

    private NDRange range(long units) {
        long groups = Math.min((long) GROUPS_OF_UNIT * device.limits().units(), (units + group - 1) / group);
        return NDRange.of(group, groups * group);
    }

    private Kernel kernel(String name) {
        return device.kernel(device.source("selection_in_tiles.cl", GROUP), name);
    }
}
