package sc.fiji.invertibility.invert;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.LayerActivations;
import sc.fiji.invertibility.network.Network;

/** Propagates a gradient with respect to a layer's output down to the image, through the layers' adjoints. */
final class Backpropagation {

    private final Engine engine;
    private final Network network;

    Backpropagation(Engine engine, Network network) {
        this.engine = engine;
        this.network = network;
    }

    /**
     * @param scope the owner of the result
     * @param x the image that was recorded
     * @param records one record per layer with all maps, from the image up
     * @param gradient with respect to the last layer's output
     * @return the gradient with respect to the image
     */
    FeatureMap toImage(Scope scope, FeatureMap x, List<LayerActivations> records, FeatureMap gradient) {
        try (Scope local = new Scope()) {
            FeatureMap g = gradient;
            for (int i = records.size() - 1; i >= 0; i--) {
                FeatureMap input = i == 0 ? x : records.get(i - 1).map();
                FeatureMap below = through(local, records.get(i), input, g);
                if (g != gradient) g.close();
                g = below;
            }
            return engine.copy(scope, g);
        }
    }

    private FeatureMap through(Scope owner, LayerActivations record, FeatureMap input, FeatureMap g) {
        Layer layer = record.layer();
        try (Scope local = new Scope()) {
            if (layer instanceof Layer.MaxPool) {
                PooledCode switchImage = engine.recode(local, g, record.code());
                return engine.unpool(owner, switchImage, Unpooling.SWITCHES);
            }
            if (layer instanceof Layer.Normalisation normalisation)
                return engine.upload(
                        owner, normalisation.response().gradient(engine.download(input), engine.download(g)));
            if (layer instanceof Layer.Reflection reflection) return engine.fold(owner, g, reflection.border());
            Layer.Convolution convolution = (Layer.Convolution) layer;
            boolean rectified = convolution.rectification() == Rectification.RELU;
            FeatureMap active = rectified ? engine.mask(local, g, record.map()) : g;
            Shape shape = record.input();
            return engine.adjoint(
                    owner, active, engine.pack(local, network.bank(convolution)), shape.height(), shape.width());
        }
    }
}
