package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.FeedForwardLayer;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;

/**
 * What Winograd filtering does with its outputs: stores them as maps, or pools their 2×2 windows in registers.
 *
 * @param shape the size before pooling
 * @param rectified whether negative outputs become zero
 * @param values the maps, or the pooled values
 * @param switches the switches of codes; any buffer if there are none
 * @param switched whether there are switches
 * @param selection the rule by which a unit wins its window; negative for maps
 */
record WinogradEpilogue(
        Shape shape, boolean rectified, MapBatch values, DeviceBuffer switches, boolean switched, int selection) {

    static WinogradEpilogue maps(MapBatch h, boolean rectified) {
        return new WinogradEpilogue(h.shape(), rectified, h, h.buffer(), false, -1);
    }

    static WinogradEpilogue codes(CodeBatch z, boolean rectified) {
        int selection = z.pooling().selection().ordinal();
        return new WinogradEpilogue(z.unpooledShape(), rectified, z.values(), z.switches(), true, selection);
    }

    /** What the last of several layers does, whose switches nobody needs. */
    static WinogradEpilogue of(FeedForwardLayer layer, Shape outputs, MapBatch values) {
        boolean rectified = layer.rectification() == Rectification.RELU;
        return new WinogradEpilogue(outputs, rectified, values, values.buffer(), false, selection(layer));
    }

    /** {@return the rule by which a unit wins its window; negative if the layer is not pooled} */
    static int selection(FeedForwardLayer layer) {
        return layer.pooling() == null ? -1 : layer.pooling().selection().ordinal();
    }

    /** {@return this, as the kernel takes it} */
    List<Object> arguments() {
        int height = shape.height(), width = shape.width();
        return List.of(rectified, values.buffer(), switches, switched, values.step(), selection, height, width);
    }
}
