package sc.fiji.invertibility.command;

import java.io.IOException;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.NetworkImageInversion;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.invert.InversionMethod;
import sc.fiji.invertibility.invert.NetworkInversionSettings;
import sc.fiji.invertibility.network.ImageNetResize;

/**
 * Down from a layer of a network, through all the layers below.
 *
 * @param keys what the user said
 * @param command who tells the user what there is to tell
 * @param filters where the network's filters come from
 * @param resize how the image is resized first
 * @param range what becomes 0 and 255
 * @param settings method and iterations
 */
record NetworkPlan(
        NetworkKeys keys,
        InvertibilityCommand command,
        NetworkFilters filters,
        ImageNetResize resize,
        NetworkInput.Scaling range,
        NetworkInversionSettings settings)
        implements ReconstructionPlan {

    /** From so many gradient steps on, a picture is to be expected. */
    private static final int USUAL_STEPS = 50;

    /**
     * The way that the keys say.
     *
     * @param command who tells the user what there is to tell
     * @throws IllegalArgumentException if one of them cannot be used
     */
    static NetworkPlan of(NetworkKeys keys, InvertibilityCommand command) {
        Expected.notNegative("variation", keys.variation);
        NetworkSource.requirePreprocessing(keys.preprocessing);
        return new NetworkPlan(
                keys,
                command,
                NetworkFilters.of(
                        Choice.WHOLE_NETWORK.of(keys.network), FilterFamily.of(keys.filters), keys.weights, keys.seed),
                ImageNetResize.of(keys.resize),
                Choice.SCALING_OF_VALUES.of(keys.range),
                settings(keys));
    }

    private static NetworkInversionSettings settings(NetworkKeys keys) {
        int iterations = Expected.atLeast("iterations", 1, keys.iterations);
        Unpooling places = Choice.UNPOOLING.of(keys.unpooling);
        return Choice.METHOD.of(keys.method) == InversionMethod.GRADIENT
                ? NetworkInversionSettings.gradient(iterations, keys.variation)
                : NetworkInversionSettings.layerWise(places, iterations);
    }

    @Override
    public ImageReconstruction reconstruct(Engine engine, InputImage input, Monitor monitor) throws IOException {
        NetworkSource source = filters.upTo(keys.layer);
        source.notes().forEach(command::warn);
        if (gradient() && keys.iterations < USUAL_STEPS)
            command.warn("iterations: " + keys.iterations + " gradient steps are few; some hundred give a picture");
        NetworkInput prepared = NetworkInput.of(
                input, range, source.pass().network().architecture().channels());
        if (prepared.repeated()) command.inform("the grey image is repeated to the network's channels");
        return new NetworkImageInversion(source.pass(), source.preprocessing(keys.preprocessing), resize, settings)
                .reconstruct(engine, prepared, keys.exact, provenance(source, engine.device()), monitor);
    }

    private boolean gradient() {
        return settings.method() == InversionMethod.GRADIENT;
    }

    private Provenance provenance(NetworkSource source, Device device) {
        Provenance made = source.describe(command.made(keys.image).with("filters", keys.filters), keys.preprocessing);
        return filters.describe(made)
                .with("resize", keys.resize)
                .with("range", keys.range)
                .with("method", keys.method)
                .with("iterations", keys.iterations)
                .with(gradient() ? "variation" : "unpooling", gradient() ? keys.variation : keys.unpooling)
                .with("exact", keys.exact)
                .with("device", device.name() + " (" + device.type() + ")");
    }
}
