package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.FeedForwardLayer;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;

/**
 * The products of a layer, before they become its outputs.
 *
 * @param buffer the products of all tiles of a batch
 * @param weights of the layer
 * @param layer the layer
 * @param outputs the size of its outputs before pooling
 * @param tiles of its outputs
 * @param owner closes the products and the layer's filters
 */
record WinogradProducts(
        DeviceBuffer buffer,
        PackedWeights weights,
        FeedForwardLayer layer,
        Shape outputs,
        WinogradTiles tiles,
        Scope owner) {

    /** {@return what stores the layer's outputs} */
    WinogradEpilogue epilogue(MapBatch out) {
        return WinogradEpilogue.of(layer, outputs, out);
    }
}
