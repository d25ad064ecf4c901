package sc.fiji.invertibility.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;

/** The outputs of all layers of a chain for one batch, and their gradients. Valid until the {@link Step} ends. */
public final class ChainPass {

    private final Step step;
    private final List<TrainableLayer> layers;
    private final List<LayerPass> passes;

    ChainPass(Step step, List<TrainableLayer> layers, List<LayerPass> passes) {
        this.step = step;
        this.layers = layers;
        this.passes = passes;
    }

    /** {@return the last layer's output, a map for each input} */
    public List<FeatureMap> output() {
        return output(passes.size() - 1);
    }

    /**
     * Returns a layer's output.
     *
     * @param layer the layer's place in the chain, from 0 on
     * @return a map for each input
     */
    public List<FeatureMap> output(int layer) {
        return passes.get(layer).output();
    }

    /**
     * Adds the gradients with respect to all parameters to the step.
     *
     * @param gradient with respect to the last layer's output, a map for each
     */
    public void backward(List<FeatureMap> gradient) {
        backward(step.scope(), Map.of(passes.size() - 1, gradient), false);
    }

    /**
     * The gradient with respect to the inputs; those with respect to parameters are added to the step.
     *
     * @param scope the owner of the result
     * @param gradient with respect to the last layer's output, a map for each
     * @return a map for each input
     */
    public List<FeatureMap> toInput(Scope scope, List<FeatureMap> gradient) {
        return backward(scope, Map.of(passes.size() - 1, gradient), true);
    }

    /**
     * Propagates gradients that begin at several layers.
     *
     * @param scope the owner of the result
     * @param gradients with respect to the outputs of some layers, by the layers' places in the chain
     * @param toInput whether the gradient with respect to the inputs is needed
     * @return it, or null
     */
    public List<FeatureMap> backward(Scope scope, Map<Integer, List<FeatureMap>> gradients, boolean toInput) {
        int end = toInput ? 0 : first();
        List<FeatureMap> g = null;
        Scope above = new Scope(), here = new Scope();
        try {
            for (int i = passes.size() - 1; i >= end; i--) {
                g = sum(above, g, gradients.get(i));
                if (g == null) continue;
                List<FeatureMap> below = passes.get(i).backward(here, g, toInput || i > end);
                // A layer may pass on the maps that it was given.
                if (below != null && below.get(0) == g.get(0)) here.own(above);
                else above.close();
                above = here;
                here = new Scope();
                g = below;
            }
            if (!toInput || g == null) return null;
            List<FeatureMap> last = g;
            return last.stream().map(map -> step.engine().copy(scope, map)).toList();
        } finally {
            try {
                here.close();
            } finally {
                above.close();
            }
        }
    }

    /** The first layer with parameters; below it, gradients are not needed. */
    private int first() {
        int first = 0;
        while (first < layers.size() && layers.get(first).parameters().isEmpty()) first++;
        return first;
    }

    private List<FeatureMap> sum(Scope scope, List<FeatureMap> a, List<FeatureMap> b) {
        if (a == null || b == null) return a == null ? b : a;
        List<FeatureMap> sums = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) sums.add(step.engine().combined(scope, 1, a.get(i), 1, b.get(i)));
        return sums;
    }
}
