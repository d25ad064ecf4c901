package sc.fiji.invertibility.train;

import java.util.Map;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;

/** A rule by which gradients change parameters. What it remembers is kept with the parameters. */
public interface Optimiser {

    /**
     * Changes parameters.
     *
     * @param engine the engine
     * @param gradients the gradient with respect to each parameter; perhaps changed
     * @param number which step this is, from 1 on
     * @param factor what the rate is multiplied by, to let it fall
     */
    void update(Engine engine, Map<Parameter, FeatureMap> gradients, long number, double factor);

    /** {@return the rule and its constants, as they are recorded in checkpoints} */
    String record();
}
