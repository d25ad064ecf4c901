package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.Buffer;
import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/**
 * Copies whole maps between heap and device, plane after plane: each transfer costs about as much time as a MiB, and
 * memory for second copies of small maps hardly matters.
 */
final class WholeMapTransfer {

    /** Words of all maps that are copied at once: 8 MiB. */
    private static final int MOST_WORDS = 1 << 21;

    private final TunedDevice device;
    private final DeviceMemory memory;

    WholeMapTransfer(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /** {@return the number of maps of one shape that are copied at once; 0 for larger ones} */
    static int together(DeviceMap map) {
        int together = Math.toIntExact(MOST_WORDS / map.shape().size());
        return map.layout().blocked() ? together : Math.min(1, together);
    }

    /**
     * Fills maps.
     *
     * @param maps of one shape
     * @param words the words of all maps, one map after another
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is not enough memory; nothing is written in that
     *     case
     */
    void upload(List<DeviceMap> maps, Buffer words) {
        long size = maps.get(0).shape().size();
        if (!maps.get(0).layout().blocked()) {
            maps.get(0).buffer().write(words, 0, size);
            return;
        }
        try (DeviceBuffer staged = memory.take(maps.size() * size)) {
            staged.write(words, 0, maps.size() * size);
            for (int i = 0; i < maps.size(); i++) interleave("to_blocks", staged, i * size, maps.get(i));
        }
    }

    /**
     * Fills words from a map.
     *
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is not enough memory; nothing is written in that
     *     case
     */
    void download(DeviceMap map, Buffer words) {
        long size = map.shape().size();
        if (!map.layout().blocked()) {
            map.buffer().read(words, 0, size);
            return;
        }
        try (DeviceBuffer staged = memory.take(size)) {
            interleave("from_blocks", staged, 0, map);
            staged.read(words, 0, size);
        }
    }

    private void interleave(String kernel, DeviceBuffer staged, long firstWord, DeviceMap map) {
        Shape shape = map.shape();
        PlaneTransfer.interleave(device.kernel(kernel), staged, firstWord, map, 0, 0, shape.height(), shape.channels());
    }
}
