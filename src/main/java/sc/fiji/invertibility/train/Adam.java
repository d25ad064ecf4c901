package sc.fiji.invertibility.train;

import java.util.Map;
import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;

/**
 * Adam (Kingma and Ba, 2015).
 *
 * @param rate α, above 0
 * @param beta1 β₁, [0, 1)
 * @param beta2 β₂, [0, 1)
 * @param epsilon ε, above 0
 */
public record Adam(double rate, double beta1, double beta2, double epsilon) implements Optimiser {

    private static final String MEAN = "mean", SQUARE = "square";

    /**
     * Checks the constants.
     *
     * @param rate α, above 0
     * @param beta1 β₁, [0, 1)
     * @param beta2 β₂, [0, 1)
     * @param epsilon ε, above 0
     */
    public Adam {
        new AdamStep(rate, beta1, beta2, epsilon, 1);
    }

    /**
     * Adam with the constants of its authors.
     *
     * @param rate α, above 0
     * @return the optimiser
     */
    public static Adam of(double rate) {
        return new Adam(rate, 0.9, 0.999, 1e-8);
    }

    @Override
    public void update(Engine engine, Map<Parameter, FeatureMap> gradients, long number, double factor) {
        AdamStep step = new AdamStep(rate * factor, beta1, beta2, epsilon, number);
        gradients.forEach((parameter, gradient) ->
                engine.adam(step, parameter.value(), gradient, parameter.memory(MEAN), parameter.memory(SQUARE)));
    }

    @Override
    public String record() {
        return "Adam " + rate + " " + beta1 + " " + beta2 + " " + epsilon;
    }
}
