package sc.fiji.invertibility.command;

import java.io.IOException;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;

/** A way to measure the model-RIP; the parameters that distinguish it from the others have been checked. */
sealed interface RipPlan permits RipPlan1D, RipPlan2D, RecoveredRipPlan {

    /**
     * The plan that the parameters describe.
     *
     * @throws IllegalArgumentException if one of them cannot be used, or not together with the others
     */
    static RipPlan of(ModelRipParameters parameters) {
        boolean flat = new Choice<Boolean>("dimension")
                .or("1-d", true)
                .or("2-d", false)
                .of(parameters.dimension);
        ParameterChecks.atLeast("draws", 1, parameters.draws);
        ParameterChecks.atLeast("banks", 1, parameters.banks);
        ParameterChecks.atLeast("pool", 1, parameters.pool);
        boolean recovered = new Choice<Boolean>("code")
                .or("Random", false)
                .or("Recovered", true)
                .of(parameters.code);
        if (flat && recovered)
            throw new IllegalArgumentException("code: recovered codes are of section 4.4, expected dimension=2-d");
        if (parameters.prerelu && !recovered)
            throw new IllegalArgumentException("prerelu: random codes know no ReLU, expected code=Recovered");
        if (!recovered) ParameterChecks.atLeast("nonzeros", flat ? 1 : 0, parameters.nonzeros);
        if (flat && FilterFamily.of(parameters.filters) != FilterFamily.GAUSSIAN)
            throw new IllegalArgumentException(
                    "filters: the 1-d case of section 4.2 is one of 'Gaussian random' filters,"
                            + " expected dimension=2-d for others");
        ParameterChecks.atLeast("certificate", 0, parameters.certificate);
        if (flat) return new RipPlan1D(parameters);
        return recovered ? new RecoveredRipPlan(parameters) : new RipPlan2D(parameters);
    }

    /**
     * Checks k.
     *
     * @param blocks how many there are
     * @param name what they are
     * @param k the number of non-zeros
     * @throws IllegalArgumentException if there are fewer blocks
     */
    static void nonzerosUpTo(long blocks, String name, long k) {
        if (k > blocks)
            throw new IllegalArgumentException(
                    "nonzeros: expected at most one for each of the " + blocks + " " + name + ", but got " + k);
    }

    /**
     * Makes or reads the filters, and measures.
     *
     * @throws IOException if a file of weights cannot be used
     * @throws IllegalArgumentException if a parameter cannot be used
     */
    RipFindings measure(Engine engine, Monitor monitor) throws IOException;
}
