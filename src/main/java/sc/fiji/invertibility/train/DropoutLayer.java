package sc.fiji.invertibility.train;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Dropout (Srivastava et al., 2014): in training, values become zero with a given probability and the others grow so
 * that the mean stays; else the layer does nothing.
 *
 * @param name the layer's name; layers of different names drop different values
 * @param rate the probability, [0, 1)
 */
public record DropoutLayer(String name, float rate) implements TrainableLayer {

    private static final long NEXT_MAP = 0x9e3779b97f4a7c15L;

    /**
     * Checks the rate.
     *
     * @param name the layer's name
     * @param rate the probability, [0, 1)
     */
    public DropoutLayer {
        if (!(rate >= 0 && rate < 1))
            throw new IllegalArgumentException("dropout needs a rate from 0 to below 1, not " + rate);
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public LayerPass forward(Step step, List<FeatureMap> x) {
        boolean drops = step.training() && rate > 0;
        List<FeatureMap> y = drops ? dropped(step, step.scope(), x) : x;
        return new LayerPass() {
            @Override
            public List<FeatureMap> output() {
                return y;
            }

            @Override
            public List<FeatureMap> backward(Scope scope, List<FeatureMap> gradient, boolean toInput) {
                return drops && toInput ? dropped(step, scope, gradient) : gradient;
            }
        };
    }

    private List<FeatureMap> dropped(Step step, Scope scope, List<FeatureMap> x) {
        Engine engine = step.engine();
        long first = (step.seed() * 31 + name.hashCode()) * NEXT_MAP;
        return IntStream.range(0, x.size())
                .mapToObj(i -> engine.dropout(scope, x.get(i), rate, Long.rotateLeft(first + i * NEXT_MAP, 29)))
                .toList();
    }
}
