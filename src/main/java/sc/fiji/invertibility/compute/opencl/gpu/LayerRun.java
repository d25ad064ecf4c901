package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.FeedForwardLayer;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;

/**
 * Consecutive layers of a network: several, between which no maps are written, or one on its own.
 *
 * @param layers the layers
 * @param input the size of their inputs
 * @param images the number of inputs that are processed at a time
 */
record LayerRun(List<FeedForwardLayer> layers, Shape input, int images) {

    /** Divides layers into runs, within each of which about the same number of inputs fit into scratch memory. */
    static List<LayerRun> of(Shape input, int images, List<FeedForwardLayer> layers) {
        List<LayerRun> runs = new ArrayList<>();
        Shape x = input;
        for (int first = 0; first < layers.size(); ) {
            Shape begin = x;
            int fitting = fitting(layers.get(first), x, images), end = first;
            do {
                x = layers.get(end++).outputs(x);
                int next = end < layers.size() ? fitting(layers.get(end), x, images) : 0;
                if (next == 0 || next >= 2 * fitting || fitting >= 2 * next) break;
                fitting = Math.min(fitting, next);
            } while (true);
            runs.add(new LayerRun(layers.subList(first, end), begin, even(images, Math.max(1, fitting))));
            first = end;
        }
        return runs;
    }

    /** {@return whether no maps are written between its layers} */
    boolean chained() {
        return layers.size() > 1;
    }

    /** {@return the size of the last layer's outputs} */
    Shape output() {
        Shape x = input;
        for (FeedForwardLayer layer : layers) x = layer.outputs(x);
        return x;
    }

    /**
     * The number of inputs for which half the scratch memory holds a layer's transformed inputs, and half of it its
     * products; 0 for layers that are not filtered so, or whose outputs are pooled by a kernel of its own.
     */
    private static int fitting(FeedForwardLayer layer, Shape x, int images) {
        CorrelationDescriptor c = CorrelationDescriptor.of(layer.bank());
        Shape h = x.activations(layer.bank());
        if (!Winograd.joins(c) || layer.pooling() != null && !layer.pooling().pairs(h)) return 0;
        int tiles = WinogradTiles.fitting(Winograd.SCRATCH, 2 * Math.max(c.channels(), c.filters()));
        int fitting = (int) Math.min(images, tiles / WinogradTiles.count(WinogradVariant.F4X4_3X3, h, 1));
        return Winograd.suits(c, h, fitting) ? fitting : 0;
    }

    /** {@return the least size of as many equal parts as are needed if each has at most a given size} */
    private static int even(int count, int most) {
        int parts = (count + most - 1) / most;
        return (count + parts - 1) / parts;
    }
}
