package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;

/**
 * Maps of the same shape that are contiguous in memory.
 *
 * @param maps one or more
 * @param step values from one map to the next
 */
record MapBatch(List<DeviceMap> maps, long step) {

    static MapBatch of(DeviceMap map) {
        return new MapBatch(List.of(map), 0);
    }

    /** {@return the maps as a batch, or null if they are not contiguous} */
    static MapBatch of(List<DeviceMap> maps) {
        long step = DeviceMap.step(maps);
        return step < 0 ? null : new MapBatch(maps, step);
    }

    /** {@return the maps from one index up to another} */
    MapBatch part(int begin, int end) {
        return of(maps.subList(begin, end));
    }

    int images() {
        return maps.size();
    }

    /** {@return the size of each map} */
    Shape shape() {
        return maps.get(0).shape();
    }

    /** {@return the memory and the step, as most kernels take them} */
    List<Object> strided() {
        return List.of(buffer(), step);
    }

    /** {@return the memory, rows, columns and the step, as kernels that filter take them} */
    List<Object> sized() {
        return List.of(buffer(), shape().height(), shape().width(), step);
    }

    /** {@return the memory, which begins with the first map} */
    DeviceBuffer buffer() {
        return maps.get(0).buffer();
    }
}
