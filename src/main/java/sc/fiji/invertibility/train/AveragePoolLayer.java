package sc.fiji.invertibility.train;

import java.util.List;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Average pooling over whole windows.
 *
 * @param name the layer's name
 * @param window side of the windows in pixels, ≥ 1
 * @param stride distance between windows in pixels, ≥ 1
 */
public record AveragePoolLayer(String name, int window, int stride) implements TrainableLayer {

    @Override
    public Shape output(Shape input) {
        return BlockSum.average(window, stride).output(input);
    }

    @Override
    public LayerPass forward(Step step, List<FeatureMap> x) {
        BlockSum mean = BlockSum.average(window, stride);
        Shape shape = x.get(0).shape();
        List<FeatureMap> y = x.stream()
                .map(map -> step.engine().blockSums(step.scope(), map, mean))
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
                        .map(g -> step.engine().blockSpread(scope, g, mean, shape.height(), shape.width()))
                        .toList();
            }
        };
    }
}
