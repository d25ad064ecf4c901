package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;

/**
 * What Winograd filtering does with its outputs: stores them as maps, or pools them in registers to the codes of their
 * 2×2 windows.
 *
 * @param shape the size before pooling
 * @param rectified whether negative outputs become zero
 * @param values the maps, or the values of the codes
 * @param switches the switches of the codes; any buffer for maps
 * @param selection the rule by which a unit wins its window; negative for maps
 */
record WinogradEpilogue(Shape shape, boolean rectified, MapBatch values, DeviceBuffer switches, int selection) {

    static WinogradEpilogue maps(MapBatch h, boolean rectified) {
        return new WinogradEpilogue(h.shape(), rectified, h, h.buffer(), -1);
    }

    static WinogradEpilogue codes(CodeBatch z, boolean rectified) {
        int selection = z.pooling().selection().ordinal();
        return new WinogradEpilogue(z.unpooledShape(), rectified, z.values(), z.switches(), selection);
    }

    /** {@return this, as the kernel takes it} */
    List<Object> arguments() {
        int height = shape.height(), width = shape.width();
        return List.of(rectified, values.buffer(), switches, values.step(), selection, height, width);
    }
}
