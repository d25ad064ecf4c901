package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Shape;

/** A map in device memory. */
public final class DeviceMap implements FeatureMap {

    private final MapLayout layout;
    private final DeviceBuffer buffer;

    private DeviceMap(MapLayout layout, DeviceBuffer buffer) {
        this.layout = layout;
        this.buffer = buffer;
    }

    /**
     * Allocates a map of any values.
     *
     * @param memory where it lies
     * @param layout its size, and how it lies there
     * @return the map
     * @throws IllegalArgumentException if its channels have too many pixels
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is no room
     */
    public static DeviceMap allocate(DeviceMemory memory, MapLayout layout) {
        layout.shape().requireCountablePixels();
        return new DeviceMap(layout, memory.take(layout.size()));
    }

    /**
     * Allocates the maps of a batch, which lie behind one another in one memory.
     *
     * @param memory where they lie
     * @param layout the size of each, and how it lies there
     * @param count how many, ≥ 1
     * @return the maps, of any values
     * @throws IllegalArgumentException if their channels have too many pixels
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is no room
     */
    public static List<DeviceMap> allocate(DeviceMemory memory, MapLayout layout, int count) {
        if (count == 1) return List.of(allocate(memory, layout));
        layout.shape().requireCountablePixels();
        long step = layout.vectors() * MapLayout.BLOCK;
        try (DeviceBuffer all = memory.take(step * count)) {
            return IntStream.range(0, count)
                    .mapToObj(i -> new DeviceMap(layout, all.part(i * step, step)))
                    .toList();
        }
    }

    /**
     * Tells how far maps lie apart that lie behind one another in one memory at equal distances.
     *
     * @param maps at least one
     * @return words from one to the next; 0 for a single one; or −1 if they do not lie so
     */
    public static long step(List<DeviceMap> maps) {
        if (maps.size() == 1) return 0;
        return run(maps, 0) == maps.size() ? maps.get(1).buffer.wordsBehind(maps.get(0).buffer) : -1;
    }

    /**
     * Finds maps of one shape that lie behind one another in one memory at equal distances.
     *
     * @param maps a list
     * @param first where in the list they begin
     * @return where in the list they end
     */
    public static int run(List<DeviceMap> maps, int first) {
        DeviceMap begin = maps.get(first);
        if (first + 1 == maps.size()) return first + 1;
        long step = maps.get(first + 1).buffer.wordsBehind(begin.buffer);
        int end = first + 1;
        while (step > 0
                && end < maps.size()
                && maps.get(end).shape().equals(begin.shape())
                && maps.get(end).buffer.wordsBehind(begin.buffer) == (end - first) * step) end++;
        return end;
    }

    /** {@return the same values once more, for reading} */
    DeviceMap share() {
        return new DeviceMap(layout, buffer.share());
    }

    /** {@return how it lies in memory} */
    public MapLayout layout() {
        return layout;
    }

    /** {@return the memory that it lies in} */
    public DeviceBuffer buffer() {
        return buffer;
    }

    /** {@return its memory, channels per block, rows and columns, as kernels that filter blocks take them} */
    public List<Object> sized() {
        return List.of(buffer, layout.lanes(), shape().height(), shape().width());
    }

    @Override
    public Shape shape() {
        return layout.shape();
    }

    @Override
    public void close() {
        buffer.close();
    }
}
