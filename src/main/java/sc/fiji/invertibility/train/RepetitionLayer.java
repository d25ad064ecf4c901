package sc.fiji.invertibility.train;

import java.util.List;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Repeats each value in a block: enlargement by nearest neighbour.
 *
 * @param name the layer's name
 * @param times how often, in each direction, ≥ 1
 */
public record RepetitionLayer(String name, int times) implements TrainableLayer {

    @Override
    public Shape output(Shape input) {
        return new Shape(
                input.channels(), Math.multiplyExact(input.height(), times), Math.multiplyExact(input.width(), times));
    }

    @Override
    public LayerPass forward(Step step, List<FeatureMap> x) {
        BlockSum blocks = BlockSum.repetition(times);
        Shape shape = output(x.get(0).shape());
        List<FeatureMap> y = x.stream()
                .map(map -> step.engine().blockSpread(step.scope(), map, blocks, shape.height(), shape.width()))
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
                        .map(g -> step.engine().blockSums(scope, g, blocks))
                        .toList();
            }
        };
    }
}
