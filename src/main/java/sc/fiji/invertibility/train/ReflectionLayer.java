package sc.fiji.invertibility.train;

import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Surrounds maps with their mirror image.
 *
 * @param name the layer's name
 * @param border rows and columns that are added on each side, ≥ 1
 */
public record ReflectionLayer(String name, int border) implements TrainableLayer {

    @Override
    public Shape output(Shape input) {
        return new Shape(input.channels(), input.height() + 2 * border, input.width() + 2 * border);
    }

    @Override
    public LayerPass forward(Step step, List<FeatureMap> x) {
        List<FeatureMap> y = x.stream()
                .map(map -> step.engine().reflect(step.scope(), map, border))
                .toList();
        return new LayerPass() {
            @Override
            public List<FeatureMap> output() {
                return y;
            }

            @Override
            public List<FeatureMap> backward(Scope scope, List<FeatureMap> gradient, boolean toInput) {
                if (!toInput) return null;
                return gradient.stream()
                        .map(g -> step.engine().fold(scope, g, border))
                        .toList();
            }
        };
    }
}
