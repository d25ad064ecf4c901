package sc.fiji.invertibility.train;

import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * ReLU by itself. Convolutions and batch normalisations can rectify their results themselves, which is faster.
 *
 * @param name the layer's name
 */
public record ReluLayer(String name) implements TrainableLayer {

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public LayerPass forward(Step step, List<FeatureMap> x) {
        List<FeatureMap> y = step.engine().rectifyAll(step.scope(), x);
        return new LayerPass() {
            @Override
            public List<FeatureMap> output() {
                return y;
            }

            @Override
            public List<FeatureMap> backward(Scope scope, List<FeatureMap> gradient, boolean toInput) {
                return toInput ? step.engine().maskAll(scope, gradient, y) : null;
            }
        };
    }
}
