package sc.fiji.invertibility.train;

import java.util.Map;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;

/**
 * Stochastic gradient descent with momentum: v ← m·v + g, p ← p − rate·v.
 *
 * @param rate the length of a step, above 0
 * @param momentum m, how much of the last step is repeated, [0, 1)
 * @param decay what times the parameter is added to its gradient, ≥ 0
 */
public record MomentumSgd(double rate, double momentum, double decay) implements Optimiser {

    private static final String VELOCITY = "velocity";

    /**
     * Checks the constants.
     *
     * @param rate the length of a step, above 0
     * @param momentum [0, 1)
     * @param decay ≥ 0
     */
    public MomentumSgd {
        if (!(rate > 0) || !(momentum >= 0 && momentum < 1) || !(decay >= 0))
            throw new IllegalArgumentException("descent needs a positive rate, a momentum from 0 to below 1 and a decay"
                    + " of at least 0, not " + rate + ", " + momentum + " and " + decay);
    }

    @Override
    public void update(Engine engine, Map<Parameter, FeatureMap> gradients, long number, double factor) {
        gradients.forEach((parameter, gradient) -> {
            if (decay > 0) engine.axpy((float) decay, parameter.value(), gradient);
            FeatureMap velocity = parameter.memory(VELOCITY);
            engine.scale((float) momentum, velocity);
            engine.axpy(1, gradient, velocity);
            engine.axpy((float) (-rate * factor), velocity, parameter.value());
        });
    }

    @Override
    public String record() {
        return "SGD " + rate + " " + momentum + " " + decay;
    }
}
