package sc.fiji.invertibility.command;

import java.io.IOException;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.measure.RecoveredRip;
import sc.fiji.invertibility.measure.RipSamples;
import sc.fiji.invertibility.sparse.Fista;
import sc.fiji.invertibility.sparse.Penalty;
import sc.fiji.invertibility.sparse.SparseCodeRecovery;

/**
 * Codes that Algorithm 2 finds for windows of a layer's input (section 4.4, figure 3 (b) and (c)).
 *
 * @param parameters the user's parameters
 */
record RecoveredRipPlan(ModelRipParameters parameters) implements RipPlan {

    /** Each line of Algorithm 2 stops at this duality gap, as a part of the objective, or after so many iterations. */
    private static final double TOLERANCE = 1e-4;

    private static final int ITERATIONS = 300;

    @Override
    public RipFindings measure(Engine engine, Monitor monitor) throws IOException {
        if (parameters.image == null)
            throw new IllegalArgumentException("image: recovered codes need an image, but none is given");
        if (ParameterChecks.aboveZero("lambda", parameters.lambda) >= 1)
            throw new IllegalArgumentException(
                    "lambda: expected a number below 1, from which on all codes are zero, but got "
                            + parameters.lambda);
        InputImage image = parameters.shown(parameters.image);
        LayerInput input = parameters.layerInput(image, 0);
        input.source().notes().forEach(parameters::warn);
        Monitor pass = monitor.part(0, 0.1);
        RandomAccessibleInterval<FloatType> x = parameters.prerelu
                ? input.activationsBeforeRectification(engine, pass)
                : input.activations(engine, pass);
        parameters.requireCode(image, x);
        FilterBank bank = input.bank();
        parameters.warnOfUseless(bank, input.name());
        RipSamples samples = new RecoveredRip(
                        bank,
                        x,
                        ParameterChecks.atLeast("length", 1, parameters.length),
                        parameters.draws,
                        new SparseCodeRecovery(
                                ParameterChecks.atLeast("pool", 1, parameters.pool),
                                Penalty.relative(parameters.lambda),
                                new Fista(ITERATIONS, TOLERANCE)))
                .run(engine, monitor.part(0.1, 1));
        return new RipFindings(samples, List.of());
    }
}
