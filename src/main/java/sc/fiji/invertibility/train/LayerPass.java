package sc.fiji.invertibility.train;

import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;

/** A layer's output for one batch, and what its gradient needs of it. Valid until the {@link Step} ends. */
public interface LayerPass {

    /** {@return a map for each input} */
    List<FeatureMap> output();

    /**
     * Adds the gradients with respect to the layer's parameters to the step, and continues to its input.
     *
     * @param scope the owner of the result
     * @param gradient with respect to each output; not changed
     * @param toInput whether the result is needed
     * @return the gradient with respect to each input, perhaps the same maps; null if it is not needed
     */
    List<FeatureMap> backward(Scope scope, List<FeatureMap> gradient, boolean toInput);
}
