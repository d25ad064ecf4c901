package sc.fiji.invertibility.train;

import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;

/**
 * A loss of a batch and its gradient.
 *
 * @param value the loss, the mean over the batch
 * @param gradient with respect to each map that the loss was computed of
 */
public record LossGradient(double value, List<FeatureMap> gradient) {

    /**
     * Copies the list.
     *
     * @param value the loss
     * @param gradient with respect to each map
     */
    public LossGradient {
        gradient = List.copyOf(gradient);
    }
}
