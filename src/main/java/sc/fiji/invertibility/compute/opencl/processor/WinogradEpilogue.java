package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;

/**
 * The last step of Winograd filtering: writes outputs into a map or, while they are still in registers, into the pooled
 * code of its 2×2 windows.
 *
 * @param shape the size before pooling
 * @param rectified whether negative outputs become zero
 * @param values the map, or the values of the code
 * @param switches the switches of the code; the values again for a map, which has none
 * @param selection which value wins, or negative for a map
 */
record WinogradEpilogue(Shape shape, boolean rectified, DeviceMap values, DeviceMap switches, int selection) {

    static WinogradEpilogue map(DeviceMap h, boolean rectified) {
        return new WinogradEpilogue(h.shape(), rectified, h, h, -1);
    }

    static WinogradEpilogue pooled(DeviceCode z, boolean rectified) {
        return new WinogradEpilogue(
                z.unpooledShape(),
                rectified,
                z.values(),
                z.switches(),
                z.pooling().selection().ordinal());
    }

    int blocks() {
        return values.layout().blocks();
    }

    List<Object> arguments(DeviceBuffer bias) {
        return List.of(bias, rectified, values, switches, selection, shape.height(), shape.width());
    }
}
