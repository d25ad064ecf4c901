package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.FeedForwardLayer;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceFilters;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.OperandChecks;

/**
 * Several layers by Winograd filtering, between which no maps are written: the products of one layer become the
 * transformed inputs of the next one in a single kernel.
 */
final class WinogradChain {

    private final DeviceMemory memory;
    private final OperandChecks operands;
    private final WinogradKernels kernels;

    WinogradChain(DeviceMemory memory, OperandChecks operands, WinogradKernels kernels) {
        this.memory = memory;
        this.operands = operands;
        this.kernels = kernels;
    }

    /**
     * Applies layers.
     *
     * @param layers layers that {@link Winograd#joins}, pooled by pairs or not at all
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is not enough
     */
    void run(MapBatch in, List<FeedForwardLayer> layers, MapBatch out) {
        WinogradProducts last = null;
        Shape x = in.shape();
        try {
            for (FeedForwardLayer layer : layers) {
                WinogradProducts before = last;
                Shape input = x;
                last = Scope.handedOver(owner -> multiply(in, before, layer, input, owner));
                if (before != null) before.owner().close();
                x = layer.outputs(x);
            }
            kernels.output(last.buffer(), last.weights(), last.epilogue(out), last.tiles());
        } finally {
            if (last != null) last.owner().close();
        }
    }

    /** Computes the products of a layer from the maps, or from the products of the layer before, if there is one. */
    private WinogradProducts multiply(
            MapBatch in, WinogradProducts before, FeedForwardLayer layer, Shape x, Scope owner) {
        DeviceFilters<PackedWeights> filters = operands.filters(layer.filters().apply(owner));
        PackedWeights weights = filters.forward();
        CorrelationDescriptor c = weights.correlation();
        Shape outputs = x.activations(layer.bank());
        WinogradTiles tiles = WinogradTiles.of(WinogradVariant.of(c), outputs, in.images());
        weights.in(WeightOrder.WINOGRAD);
        try (DeviceBuffer transformed = memory.take(tiles.words(c.channels()))) {
            if (before == null) kernels.input(in, c, tiles, transformed);
            else kernels.next(before, c, tiles, transformed);
            DeviceBuffer products = owner.own(memory.take(tiles.words(c.filters())));
            kernels.multiply(weights, tiles, transformed, products);
            return new WinogradProducts(products, weights, layer, outputs, tiles, owner);
        }
    }
}
