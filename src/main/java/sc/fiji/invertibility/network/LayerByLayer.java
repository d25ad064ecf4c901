package sc.fiji.invertibility.network;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/** Applies a network's layers in turn, and frees what only the next layer needed. */
final class LayerByLayer {

    /** Who owns a layer's output: the scope of the layer's own, which ends with the next layer, or another. */
    interface Owner {
        Scope of(Layer layer, Scope own);
    }

    /** Sees what comes out of each layer while it is there; the code is null but for pooling. */
    interface Observer {
        void saw(Layer layer, Shape input, FeatureMap map, Pooled code);
    }

    private LayerByLayer() {}

    static void go(ForwardPass pass, Workplace place, FeatureMap x, Owner owner, Observer observer) {
        pass.output(x.shape());
        FeatureMap current = x;
        Scope own = new Scope();
        try {
            for (int i = 0; i < pass.layers().size(); i++) {
                Layer layer = pass.layers().get(i);
                place.enter(layer, (double) i / pass.layers().size());
                Shape input = current.shape();
                Scope below = own;
                own = new Scope();
                try {
                    Scope target = owner.of(layer, own);
                    Pooled code =
                            layer instanceof Layer.MaxPool p ? place.engine().pool(target, current, p.pooling()) : null;
                    current = code == null ? apply(pass, place, target, layer, current) : code.values();
                    observer.saw(layer, input, current, code);
                } finally {
                    below.close();
                }
            }
        } finally {
            own.close();
        }
    }

    private static FeatureMap apply(ForwardPass pass, Workplace place, Scope target, Layer layer, FeatureMap x) {
        Engine engine = place.engine();
        if (layer instanceof Layer.Normalisation n) return engine.normalise(target, x, n.response());
        Layer.Convolution convolution = (Layer.Convolution) layer;
        boolean linear = layer == pass.last() && !pass.rectified();
        try (Scope local = new Scope()) {
            return engine.convolve(
                    target,
                    x,
                    place.banks().of(local, convolution),
                    linear ? Rectification.NONE : convolution.rectification());
        }
    }
}
