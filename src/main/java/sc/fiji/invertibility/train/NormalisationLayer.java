package sc.fiji.invertibility.train;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Local response normalisation across channels, as in AlexNet.
 *
 * @param name the layer's name
 * @param response its constants
 */
public record NormalisationLayer(String name, LocalResponseNorm response) implements TrainableLayer {

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public LayerPass forward(Step step, List<FeatureMap> x) {
        Engine engine = step.engine();
        List<FeatureMap> y = x.stream()
                .map(map -> engine.normalise(step.scope(), map, response))
                .toList();
        return new LayerPass() {
            @Override
            public List<FeatureMap> output() {
                return y;
            }

            @Override
            public List<FeatureMap> backward(Scope scope, List<FeatureMap> gradient, boolean toInput) {
                if (!toInput) return null;
                List<FeatureMap> below = new ArrayList<>();
                for (int i = 0; i < x.size(); i++)
                    below.add(engine.upload(
                            scope, response.gradient(engine.download(x.get(i)), engine.download(gradient.get(i)))));
                return below;
            }
        };
    }
}
