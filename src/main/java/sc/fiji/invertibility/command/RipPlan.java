package sc.fiji.invertibility.command;

import java.io.IOException;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.measure.RipSamples;

/** A way to measure the model-RIP, whose keys have been checked as far as they tell it from the others. */
sealed interface RipPlan permits LineRipPlan, PlaneRipPlan, RecoveredRipPlan {

    /**
     * The way that the keys say.
     *
     * @throws IllegalArgumentException if one of them cannot be used, or not with the others
     */
    static RipPlan of(ModelRipKeys keys) {
        boolean flat = new Choice<Boolean>("dimension")
                .or("1-d", true)
                .or("2-d", false)
                .of(keys.dimension);
        Expected.atLeast("draws", 1, keys.draws);
        Expected.atLeast("banks", 1, keys.banks);
        Expected.atLeast("pool", 1, keys.pool);
        boolean recovered = new Choice<Boolean>("code")
                .or("Random", false)
                .or("Recovered", true)
                .of(keys.code);
        if (flat && recovered)
            throw new IllegalArgumentException("code: recovered codes are of section 4.4, expected dimension=2-d");
        if (keys.prerelu && !recovered)
            throw new IllegalArgumentException("prerelu: random codes know no ReLU, expected code=Recovered");
        if (!recovered) Expected.atLeast("nonzeros", flat ? 1 : 0, keys.nonzeros);
        if (flat && FilterFamily.of(keys.filters) != FilterFamily.GAUSSIAN)
            throw new IllegalArgumentException(
                    "filters: the 1-d case of section 4.2 is one of 'Gaussian random' filters,"
                            + " expected dimension=2-d for others");
        if (flat) return new LineRipPlan(keys);
        return recovered ? new RecoveredRipPlan(keys) : new PlaneRipPlan(keys);
    }

    /**
     * Makes or reads the filters, and measures.
     *
     * @throws IOException if a file of weights cannot be used
     * @throws IllegalArgumentException if a key cannot be used
     */
    RipSamples measure(Engine engine, Monitor monitor) throws IOException;
}
