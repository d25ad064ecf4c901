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
 * Through a single layer, after the paper's model.
 *
 * @param keys what the user said
 * @param filters where W comes from
 * @param model what pooling keeps
 * @param settings iterations, step, scaling, and whether the switches of each filter are wanted
 */
record LayerPlan(LayerKeys keys, FilterSource filters, PoolingModel model, InversionSettings settings)
        implements ReconstructionPlan {

    static LayerPlan of(LayerKeys keys) {
        FilterFamily family = FilterFamily.of(keys.filters);
        return new LayerPlan(
                keys,
                FilterSource.of(family, keys.weights, keys.layer, keys.count, keys.size, keys.stride, keys.seed),
                new PoolingModel(
                        Expected.atLeast("pool", 1, keys.pool),
                        Choice.ACTIVATION.of(keys.activation),
                        Choice.UNPOOLING.of(keys.unpooling),
                        Expected.percentage("keep", keys.keep)),
                new InversionSettings(
                        Expected.atLeast("iterations", 1, keys.iterations),
                        Choice.STEP.of(keys.step),
                        Choice.SCALING.of(keys.scaling),
                        0,
                        keys.perfilter));
    }

    @Override
    public ImageReconstruction reconstruct(Engine engine, InputImage input, Monitor monitor) throws IOException {
        FilterBank bank = filters.bank(input.channels());
        return ImageInversion.of(engine, bank, model, settings)
                .reconstruct(input, keys.exact, provenance(engine.device()), monitor);
    }

    private Provenance provenance(Device device) {
        return filters.describe(keys.made(keys.image).with("filters", keys.filters))
                .with("stride", keys.stride)
                .with("activation", keys.activation)
                .with("pool", keys.pool)
                .with("unpooling", keys.unpooling)
                .with("keep", keys.keep)
                .with("iterations", keys.iterations)
                .with("step", keys.step)
                .with("scaling", keys.scaling)
                .with("exact", keys.exact)
                .with("device", device.name() + " (" + device.type() + ")");
    }
}
