package sc.fiji.invertibility.command;

import java.io.IOException;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.ImageInversion;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * A reconstruction through a single layer, after the paper's model.
 *
 * @param parameters the user's parameters
 * @param filters where W comes from
 * @param model what pooling keeps
 * @param settings iterations, step, scaling, and whether the switches of each filter are wanted
 */
record LayerPlan(
        LayerReconstructionParameters parameters, FilterSource filters, PoolingModel model, InversionSettings settings)
        implements ReconstructionPlan {

    static LayerPlan of(LayerReconstructionParameters parameters) {
        FilterFamily family = FilterFamily.of(parameters.filters);
        return new LayerPlan(
                parameters,
                FilterSource.of(
                        family,
                        parameters.weights,
                        parameters.layer,
                        parameters.count,
                        parameters.size,
                        parameters.stride,
                        parameters.seed),
                new PoolingModel(
                        ParameterChecks.atLeast("pool", 1, parameters.pool),
                        Choice.ACTIVATION.of(parameters.activation),
                        Choice.UNPOOLING.of(parameters.unpooling),
                        ParameterChecks.percentage("keep", parameters.keep)),
                new InversionSettings(
                        ParameterChecks.atLeast("iterations", 1, parameters.iterations),
                        Choice.STEP.of(parameters.step),
                        Choice.SCALING.of(parameters.scaling),
                        0,
                        parameters.perfilter));
    }

    @Override
    public ImageReconstruction reconstruct(Engine engine, InputImage input, Monitor monitor) throws IOException {
        FilterBank bank = filters.bank(input.channels());
        parameters.warnOfUseless(bank, "the layer");
        return new ImageInversion(engine, bank, model, settings)
                .reconstruct(input, parameters.exact, provenance(engine.device()), monitor);
    }

    private Provenance provenance(Device device) {
        return filters.describe(parameters.made(parameters.image).with("filters", parameters.filters))
                .with("stride", parameters.stride)
                .with("activation", parameters.activation)
                .with("pool", parameters.pool)
                .with("unpooling", parameters.unpooling)
                .with("keep", parameters.keep)
                .with("iterations", parameters.iterations)
                .with("step", parameters.step)
                .with("scaling", parameters.scaling)
                .with("exact", parameters.exact)
                .with("device", device.name() + " (" + device.type() + ")");
    }
}
