package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.Layout;
import sc.fiji.invertibility.compute.opencl.device.Range;

/** Takes the units within a bracket of magnitudes out of a code: they are counted first, then listed. */
final class UnitsWithin {

    /** Index, value and switch. */
    private static final int WORDS = 3;

    private final TunedDevice device;
    private final DeviceMemory memory;

    UnitsWithin(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /**
     * Keeps what lies above a bracket.
     *
     * @param most how many units may be told
     * @return the non-zero units within, or empty if there are more; then nothing was done
     */
    Optional<UnitList> keepAbove(DeviceCode z, Bracket bracket, int most) {
        Layout layout = z.values().layout();
        int items = 2 * device.tuning().histograms();
        long share = (layout.vectors() + items - 1) / items;
        Object[] search = {z.values().buffer(), layout.size(), share, items, low(bracket), high(bracket)};
        Range range = Range.of(1, items);
        try (DeviceBuffer offsets = memory.take(items)) {
            device.kernel("count_within").run(range, with(search, offsets));
            int[] starts = new int[items];
            offsets.read(IntBuffer.wrap(starts), 0, items);
            if (IntStream.of(starts).asLongStream().sum() > most) return Optional.empty();
            int total = 0;
            for (int item = 0; item < items; item++) {
                int count = starts[item];
                starts[item] = total;
                total += count;
            }
            offsets.write(IntBuffer.wrap(starts), 0, items);
            return Optional.of(take(z, range, search, offsets, total));
        }
    }

    private UnitList take(DeviceCode z, Range range, Object[] search, DeviceBuffer offsets, int total) {
        try (DeviceBuffer list = memory.take(room(total))) {
            device.kernel("take_within")
                    .run(
                            range,
                            with(
                                    search,
                                    z.switches().buffer(),
                                    z.values().layout().lanes(),
                                    Math.toIntExact(z.values().shape().pixels()),
                                    offsets,
                                    total,
                                    list));
            int[] indices = new int[total], values = new int[total], switches = new int[total];
            if (total > 0) {
                list.read(IntBuffer.wrap(indices), 0, total);
                list.read(IntBuffer.wrap(values), total, total);
                list.read(IntBuffer.wrap(switches), 2L * total, total);
            }
            float[] floats = new float[total];
            for (int i = 0; i < total; i++) floats[i] = Float.intBitsToFloat(values[i]);
            return new UnitList(indices, floats, switches);
        }
    }

    /** A few sizes only, since each tile has another number and memory is kept for the next one of its size. */
    private static long room(int total) {
        return (long) WORDS * Math.max(1 << 10, Integer.highestOneBit(Math.max(1, total)) << 1);
    }

    /** Zero does not count. */
    private static int low(Bracket bracket) {
        return Math.max(1, Float.floatToRawIntBits(bracket.lowest()));
    }

    private static int high(Bracket bracket) {
        return Float.floatToRawIntBits(bracket.highest());
    }

    private static Object[] with(Object[] some, Object... more) {
        Object[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
