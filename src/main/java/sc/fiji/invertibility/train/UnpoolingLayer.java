package sc.fiji.invertibility.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * Puts pooled values back at the positions of codes that the step has, such as those of an encoder's pooling layer.
 *
 * @param name the layer's name
 * @param pool the name that the step has the codes under
 * @param unpooling where values are put; the codes then give only the sizes if it is the top left
 * @param pooledSize what the codes were pooled from, to tell this layer's output, for inputs of any size
 */
public record UnpoolingLayer(String name, String pool, Unpooling unpooling, UnpooledSize pooledSize)
        implements TrainableLayer {

    /** The size before pooling. */
    public interface UnpooledSize {

        /**
         * Returns the size before pooling.
         *
         * @param pooled the size after pooling
         * @return the size before
         */
        Shape before(Shape pooled);

        /**
         * Windows side by side, all of them whole.
         *
         * @param window their side in pixels
         * @return the sizes
         */
        static UnpooledSize blocks(int window) {
            return pooled -> new Shape(
                    pooled.channels(),
                    Math.multiplyExact(pooled.height(), window),
                    Math.multiplyExact(pooled.width(), window));
        }
    }

    @Override
    public Shape output(Shape input) {
        return pooledSize.before(input);
    }

    @Override
    public LayerPass forward(Step step, List<FeatureMap> x) {
        Engine engine = step.engine();
        List<PooledCode> codes = step.codes(pool);
        List<FeatureMap> y = new ArrayList<>();
        try (Scope local = new Scope()) {
            for (int i = 0; i < x.size(); i++)
                y.add(engine.unpool(step.scope(), engine.recode(local, x.get(i), codes.get(i)), unpooling));
        }
        return new LayerPass() {
            @Override
            public List<FeatureMap> output() {
                return y;
            }

            @Override
            public List<FeatureMap> backward(Scope scope, List<FeatureMap> gradient, boolean toInput) {
                if (!toInput) return null;
                return IntStream.range(0, gradient.size())
                        .mapToObj(i -> engine.gather(scope, gradient.get(i), codes.get(i), unpooling))
                        .toList();
            }
        };
    }
}
