package sc.fiji.invertibility.train;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;

/**
 * The mean squared difference, over all values of all maps, times a weight.
 *
 * @param weight the factor, above 0
 */
public record SquaredLoss(double weight) {

    /**
     * Checks the weight.
     *
     * @param weight the factor, above 0
     */
    public SquaredLoss {
        if (!(weight > 0) || weight == Double.POSITIVE_INFINITY)
            throw new IllegalArgumentException("a loss needs a positive weight, not " + weight);
    }

    /**
     * Computes the loss alone.
     *
     * @param engine the engine
     * @param y maps of one size
     * @param target as many
     * @return weight · Σ (y − target)² / number of values
     */
    public double value(Engine engine, List<FeatureMap> y, List<FeatureMap> target) {
        double sum = 0;
        for (double squared : engine.squaredDistances(y, target)) sum += squared;
        return weight * sum / values(y);
    }

    /**
     * Computes the loss and its gradient.
     *
     * @param engine the engine
     * @param scope the owner of the gradient
     * @param y maps of one size
     * @param target as many
     * @return weight · Σ (y − target)² / number of values, with the gradient with respect to y
     */
    public LossGradient of(Engine engine, Scope scope, List<FeatureMap> y, List<FeatureMap> target) {
        float factor = (float) (2 * weight / values(y));
        return new LossGradient(value(engine, y, target), engine.combinedAll(scope, factor, y, -factor, target));
    }

    private static double values(List<FeatureMap> y) {
        return (double) y.size() * y.get(0).shape().size();
    }
}
