package sc.fiji.invertibility.command;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.measure.RipExperiment;

/**
 * Random codes in one dimension, one block per filter (section 4.2).
 *
 * @param parameters the user's parameters
 */
record RipPlan1D(ModelRipParameters parameters) implements RipPlan {

    @Override
    public RipFindings measure(Engine engine, Monitor monitor) {
        if (parameters.length < parameters.size)
            throw new IllegalArgumentException(
                    "length: expected at least the filter size, " + parameters.size + ", but got " + parameters.length);
        RipPlan.nonzerosUpTo(parameters.count, "filters", parameters.nonzeros);
        RipExperiment experiment = RipExperiment.oneDimensional(
                ParameterChecks.atLeast("count", 1, parameters.count),
                ParameterChecks.atLeast("channels", 1, parameters.channels),
                ParameterChecks.atLeast("size", 1, parameters.size),
                ParameterChecks.atLeast("length", 1, parameters.length),
                parameters.nonzeros,
                parameters.draws,
                Math.min(parameters.banks, parameters.draws),
                parameters.seed);
        return RipFindings.of(experiment, parameters.certificate, engine, monitor);
    }
}
