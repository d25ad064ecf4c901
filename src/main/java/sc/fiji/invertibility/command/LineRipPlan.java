package sc.fiji.invertibility.command;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.measure.RipExperiment;
import sc.fiji.invertibility.measure.RipSamples;

/**
 * Random codes in one dimension, one block a filter (section 4.2).
 *
 * @param keys what the user said
 */
record LineRipPlan(ModelRipKeys keys) implements RipPlan {

    @Override
    public RipSamples measure(Engine engine, Monitor monitor) {
        return RipExperiment.oneDimensional(
                        Expected.atLeast("count", 1, keys.count),
                        Expected.atLeast("channels", 1, keys.channels),
                        Expected.atLeast("size", 1, keys.size),
                        Expected.atLeast("length", 1, keys.length),
                        keys.nonzeros,
                        keys.draws,
                        Math.min(keys.banks, keys.draws),
                        keys.seed)
                .run(engine, monitor);
    }
}
