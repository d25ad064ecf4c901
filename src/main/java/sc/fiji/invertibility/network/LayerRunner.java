package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.FeedForwardLayer;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Applies a network's layers in turn, to one image or to several of one size, and frees what only the next layer needs.
 */
final class LayerRunner {

    /** Decides who owns a layer's output: the layer's own scope, which ends with the next layer, or another. */
    interface Owner {
        Scope of(Layer layer, Scope own);
    }

    /** Sees the output of each layer, for each image, while it exists; codes are null except for pooling layers. */
    interface Observer {
        void saw(Layer layer, Shape input, List<FeatureMap> maps, List<PooledCode> codes);
    }

    private final ForwardPass pass;
    private final PassContext position;

    LayerRunner(ForwardPass pass, PassContext position) {
        this.pass = pass;
        this.position = position;
    }

    /** Applies one layer at a time, and shows its output. */
    void observed(List<FeatureMap> x, Owner owner, Observer observer) {
        pass.output(x.get(0).shape());
        List<FeatureMap> current = x;
        Scope own = new Scope();
        try {
            for (int i = 0; i < pass.layers().size(); i++) {
                Layer layer = pass.layers().get(i);
                enter(i);
                Shape input = current.get(0).shape();
                Scope below = own;
                own = new Scope();
                try {
                    Scope target = owner.of(layer, own);
                    List<PooledCode> codes = layer instanceof Layer.MaxPool p
                            ? position.engine().poolAll(target, current, p.pooling())
                            : null;
                    current = codes == null
                            ? apply(i, target, current)
                            : codes.stream().map(PooledCode::values).toList();
                    observer.saw(layer, input, current, codes);
                } finally {
                    below.close();
                }
            }
        } finally {
            own.close();
        }
    }

    /** Applies all layers, and returns the output of the last one. */
    List<FeatureMap> outputs(Scope scope, List<FeatureMap> x) {
        pass.output(x.get(0).shape());
        List<FeatureMap> current = x;
        Scope own = new Scope();
        try {
            for (int i = 0; i < pass.layers().size(); ) {
                List<FeedForwardLayer> layers = new ArrayList<>();
                int end = take(i, layers);
                Scope below = own;
                own = new Scope();
                try {
                    Scope target = end == pass.layers().size() ? scope : own;
                    if (layers.isEmpty()) enter(i);
                    current = layers.isEmpty()
                            ? apply(i, target, current)
                            : position.engine().feedForward(target, current, layers);
                } finally {
                    below.close();
                }
                i = end;
            }
            return current;
        } finally {
            own.close();
        }
    }

    /**
     * Takes convolutions, with the poolings that follow them, as long as there is no other layer in between.
     *
     * @param first where to begin
     * @param layers receives them
     * @return where to go on; one layer further if none was taken
     */
    private int take(int first, List<FeedForwardLayer> layers) {
        int end = first;
        while (end < pass.layers().size() && pass.layers().get(end) instanceof Layer.Convolution c) {
            boolean pooled = end + 1 < pass.layers().size() && pass.layers().get(end + 1) instanceof Layer.MaxPool;
            layers.add(layer(c, end, pooled));
            end += pooled ? 2 : 1;
        }
        return Math.max(end, first + 1);
    }

    private FeedForwardLayer layer(Layer.Convolution c, int index, boolean pooled) {
        Pooling pooling = pooled ? ((Layer.MaxPool) pass.layers().get(index + 1)).pooling() : null;
        return new FeedForwardLayer(
                pass.network().bank(c),
                use -> {
                    enter(index);
                    if (pooled) enter(index + 1);
                    return position.banks().of(use, c);
                },
                rectification(c),
                pooling);
    }

    private void enter(int index) {
        position.enter(pass.layers().get(index), (double) index / pass.layers().size());
    }

    private Rectification rectification(Layer.Convolution c) {
        return c == pass.last() && !pass.rectified() ? Rectification.NONE : c.rectification();
    }

    /** Applies one layer. */
    private List<FeatureMap> apply(int index, Scope target, List<FeatureMap> x) {
        Engine engine = position.engine();
        Layer layer = pass.layers().get(index);
        if (layer instanceof Layer.MaxPool p)
            return engine.poolAll(target, x, p.pooling()).stream()
                    .map(PooledCode::values)
                    .toList();
        if (layer instanceof Layer.Normalisation n)
            return x.stream()
                    .map(map -> engine.normalise(target, map, n.response()))
                    .toList();
        if (layer instanceof Layer.Reflection r)
            return x.stream()
                    .map(map -> engine.reflect(target, map, r.border()))
                    .toList();
        Layer.Convolution convolution = (Layer.Convolution) layer;
        try (Scope local = new Scope()) {
            PackedFilters w = position.banks().of(local, convolution);
            return engine.convolveAll(target, x, w, rectification(convolution));
        }
    }
}
