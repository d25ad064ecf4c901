package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;

/** Measures how far an estimate of a layer's output is from the truth. */
final class LayerErrors {

    private LayerErrors() {}

    static LayerError of(Engine engine, String layer, FeatureMap estimate, FeatureMap truth) {
        try (Scope local = new Scope()) {
            FeatureMap difference = engine.copy(local, estimate);
            engine.axpy(-1, truth, difference);
            double squared = engine.dot(difference, difference);
            double relative = squared == 0 ? 0 : Math.sqrt(squared / engine.dot(truth, truth));
            return new LayerError(layer, relative, engine.download(engine.pixelNorms(local, difference)));
        }
    }
}
