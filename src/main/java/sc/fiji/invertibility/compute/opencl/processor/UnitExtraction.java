package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.IntBuffer;
import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Extracts units from a code: those within a bracket of magnitudes, or given ones. */
final class UnitExtraction {

    /** Index, value and switch. */
    private static final int WORDS = 3;

    private final TunedDevice device;
    private final DeviceMemory memory;

    UnitExtraction(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /**
     * Sets all units to zero except those above a bracket.
     *
     * @param most the largest number of units to return
     * @return the non-zero units within the bracket; empty if there are more, in which case nothing is changed
     */
    Optional<UnitList> keepAbove(DeviceCode z, Bracket bracket, int most) {
        UnitSearch search = UnitSearch.of(device, memory, z.values(), low(bracket), high(bracket));
        try (DeviceBuffer offsets = search.offsets()) {
            int total = search.within();
            if (total > most) return Optional.empty();
            try (DeviceBuffer list = memory.take(room(total))) {
                search.run("take_within", z.switches(), z.values().layout().lanes(), plane(z), offsets, total, list);
                return Optional.of(listed(list, total));
            }
        }
    }

    /** Sets some units to zero, and returns what they were. */
    UnitList take(DeviceCode z, int[] units) {
        int total = units.length;
        if (total == 0) return UnitList.NONE;
        try (DeviceBuffer list = memory.take(room(total))) {
            list.write(IntBuffer.wrap(units), 0, total);
            int lanes = z.values().layout().lanes();
            device.kernel("take_units")
                    .run(NDRange.of(Tuning.GROUP, total), z.values(), z.switches(), lanes, plane(z), total, list);
            return listed(list, units, total);
        }
    }

    static int plane(DeviceCode z) {
        return Math.toIntExact(z.values().shape().pixels());
    }

    /** Reads a list of indices, values and switches. */
    static UnitList listed(DeviceBuffer list, int total) {
        return listed(list, read(list, 0, total), total);
    }

    private static UnitList listed(DeviceBuffer list, int[] indices, int total) {
        int[] values = read(list, total, total);
        float[] floats = new float[total];
        for (int i = 0; i < total; i++) floats[i] = Float.intBitsToFloat(values[i]);
        return new UnitList(indices, floats, read(list, 2L * total, total));
    }

    private static int[] read(DeviceBuffer list, long first, int total) {
        int[] words = new int[total];
        if (total > 0) list.read(IntBuffer.wrap(words), first, total);
        return words;
    }

    /** Only a few sizes, since each tile has a different number and its memory is reused for others. */
    static long room(int total) {
        return (long) WORDS * Math.max(1 << 10, Integer.highestOneBit(Math.max(1, total)) << 1);
    }

    /** Zero does not count. */
    static int low(Bracket bracket) {
        return Math.max(1, Float.floatToRawIntBits(bracket.lowest()));
    }

    static int high(Bracket bracket) {
        return Float.floatToRawIntBits(bracket.highest());
    }
}
