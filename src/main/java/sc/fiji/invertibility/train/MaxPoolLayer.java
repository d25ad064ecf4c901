package sc.fiji.invertibility.train;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * Max pooling, whose switches other layers of the same step find under this layer's name.
 *
 * @param name the layer's name
 * @param pooling windows and selection
 */
public record MaxPoolLayer(String name, Pooling pooling) implements TrainableLayer {

    @Override
    public Shape output(Shape input) {
        return pooling.pooledShape(input);
    }

    /** Values and switches. */
    @Override
    public int kept() {
        return 2;
    }

    @Override
    public LayerPass forward(Step step, List<FeatureMap> x) {
        Engine engine = step.engine();
        List<PooledCode> z = engine.poolAll(step.scope(), x, pooling);
        step.codes(name, z);
        List<FeatureMap> y = z.stream().map(PooledCode::values).toList();
        return new LayerPass() {
            @Override
            public List<FeatureMap> output() {
                return y;
            }

            @Override
            public List<FeatureMap> backward(Scope scope, List<FeatureMap> gradient, boolean toInput) {
                if (!toInput) return null;
                boolean rectified = pooling.selection() == Pooling.Selection.LARGEST_RECTIFIED;
                try (Scope local = new Scope()) {
                    List<FeatureMap> g = rectified ? engine.maskAll(local, gradient, y) : gradient;
                    return IntStream.range(0, g.size())
                            .mapToObj(i -> {
                                PooledCode at = engine.recode(local, g.get(i), z.get(i));
                                return engine.unpool(scope, at, Unpooling.SWITCHES);
                            })
                            .toList();
                }
            }
        };
    }
}
