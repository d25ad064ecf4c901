package sc.fiji.invertibility.invert;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;

/**
 * How well one layer's output was reconstructed on the way down.
 *
 * @param layer the layer's name, or {@code image} for the input of the network
 * @param relativeError ‖ĥ − h‖₂ / ‖h‖₂
 * @param errors ‖ĥ − h‖₂ over the channels, for each position (x, y) of the layer's output
 */
public record LayerError(String layer, double relativeError, Img<FloatType> errors) {

    /** Measures how far an estimate of a layer's output is from the truth. */
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
