package sc.fiji.invertibility.network;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
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

        /** {@return whether this needs to see convolutions whose output is only pooled} */
        default boolean seesBeforePooling() {
            return true;
        }
    }

    private LayerRunner() {}

    static void go(ForwardPass pass, PassContext position, List<FeatureMap> x, Owner owner, Observer observer) {
        pass.output(x.get(0).shape());
        List<FeatureMap> current = x;
        Scope own = new Scope();
        try {
            for (int i = 0; i < pass.layers().size(); i++) {
                Layer.Convolution pooled = observer.seesBeforePooling() ? null : pooled(pass, i);
                if (pooled != null)
                    position.enter(
                            pass.layers().get(i++), (double) i / pass.layers().size());
                Layer layer = pass.layers().get(i);
                position.enter(layer, (double) i / pass.layers().size());
                Shape input = current.get(0).shape();
                Scope below = own;
                own = new Scope();
                try {
                    Scope target = owner.of(layer, own);
                    List<PooledCode> codes = pool(position, target, pooled, layer, current);
                    current = codes == null
                            ? apply(pass, position, target, layer, current)
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

    /** The convolution at an index, if a pooling layer follows it, else null. */
    private static Layer.Convolution pooled(ForwardPass pass, int i) {
        boolean poolingFollows = i + 1 < pass.layers().size() && pass.layers().get(i + 1) instanceof Layer.MaxPool;
        return poolingFollows && pass.layers().get(i) instanceof Layer.Convolution c ? c : null;
    }

    /** Pools maps, or the output of a convolution; returns null if the layer is not a pooling layer. */
    private static List<PooledCode> pool(
            PassContext position, Scope target, Layer.Convolution convolution, Layer layer, List<FeatureMap> x) {
        if (!(layer instanceof Layer.MaxPool p)) return null;
        Engine engine = position.engine();
        if (convolution == null) return engine.poolAll(target, x, p.pooling());
        try (Scope local = new Scope()) {
            PackedFilters w = position.banks().of(local, convolution);
            return engine.encodeAll(target, x, w, convolution.rectification(), p.pooling());
        }
    }

    private static List<FeatureMap> apply(
            ForwardPass pass, PassContext position, Scope target, Layer layer, List<FeatureMap> x) {
        Engine engine = position.engine();
        if (layer instanceof Layer.Normalisation n)
            return x.stream()
                    .map(map -> engine.normalise(target, map, n.response()))
                    .toList();
        if (layer instanceof Layer.Reflection r)
            return x.stream()
                    .map(map -> engine.reflect(target, map, r.border()))
                    .toList();
        Layer.Convolution convolution = (Layer.Convolution) layer;
        boolean linear = layer == pass.last() && !pass.rectified();
        try (Scope local = new Scope()) {
            return engine.convolveAll(
                    target,
                    x,
                    position.banks().of(local, convolution),
                    linear ? Rectification.NONE : convolution.rectification());
        }
    }
}
