package sc.fiji.invertibility.command;

import java.io.IOException;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.image.ConstantPixels;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.NetworkImageInversion;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.invert.InversionMethod;
import sc.fiji.invertibility.invert.NetworkInversionSettings;
import sc.fiji.invertibility.network.ImageNetResize;

/**
 * A reconstruction down from a layer of a network, through all the layers below.
 *
 * @param parameters the user's parameters
 * @param command through which messages reach the user
 * @param filters where the network's filters come from
 * @param resize how the image is resized first
 * @param range which values become 0 and 255
 * @param settings method and iterations
 */
record NetworkPlan(
        NetworkReconstructionParameters parameters,
        InvertibilityCommand command,
        NetworkFilters filters,
        ImageNetResize resize,
        NetworkInput.Scaling range,
        NetworkInversionSettings settings)
        implements ReconstructionPlan {

    /** The number of gradient steps from which on a recognisable picture can be expected. */
    private static final int USUAL_STEPS = 50;

    /**
     * The plan that the parameters describe.
     *
     * @param command through which messages reach the user
     * @throws IllegalArgumentException if one of them cannot be used
     */
    static NetworkPlan of(NetworkReconstructionParameters parameters, InvertibilityCommand command) {
        ParameterChecks.notNegative("variation", parameters.variation);
        NetworkSource.requirePreprocessing(parameters.preprocessing);
        return new NetworkPlan(
                parameters,
                command,
                NetworkFilters.of(
                        Choice.WHOLE_NETWORK.of(parameters.network),
                        FilterFamily.of(parameters.filters),
                        parameters.weights,
                        parameters.seed),
                ImageNetResize.of(parameters.resize),
                Choice.SCALING_OF_VALUES.of(parameters.range),
                settings(parameters));
    }

    private static NetworkInversionSettings settings(NetworkReconstructionParameters parameters) {
        int iterations = ParameterChecks.atLeast("iterations", 1, parameters.iterations);
        Unpooling places = Choice.UNPOOLING.of(parameters.unpooling);
        return Choice.METHOD.of(parameters.method) == InversionMethod.GRADIENT
                ? NetworkInversionSettings.gradient(iterations, parameters.variation)
                : NetworkInversionSettings.layerWise(places, iterations);
    }

    @Override
    public ImageReconstruction reconstruct(Engine engine, InputImage input, Monitor monitor) throws IOException {
        command.warnOfConstant(ConstantPixels.everywhere(input));
        NetworkSource source = filters.upTo(parameters.layer);
        source.notes().forEach(command::warn);
        if (gradient() && parameters.iterations < USUAL_STEPS)
            command.warn(
                    "iterations: " + parameters.iterations + " gradient steps are few; some hundred give a picture");
        NetworkInput prepared = NetworkInput.of(
                input, range, source.pass().network().architecture().channels());
        if (prepared.repeated()) command.inform("the grey image is repeated to the network's channels");
        return new NetworkImageInversion(
                        source.pass(), source.preprocessing(parameters.preprocessing), resize, settings)
                .reconstruct(engine, prepared, parameters.exact, provenance(source, engine.device()), monitor);
    }

    private boolean gradient() {
        return settings.method() == InversionMethod.GRADIENT;
    }

    private Provenance provenance(NetworkSource source, Device device) {
        Provenance made = source.describe(
                command.made(parameters.image).with("filters", parameters.filters), parameters.preprocessing);
        return filters.describe(made)
                .with("resize", parameters.resize)
                .with("range", parameters.range)
                .with("method", parameters.method)
                .with("iterations", parameters.iterations)
                .with(gradient() ? "variation" : "unpooling", gradient() ? parameters.variation : parameters.unpooling)
                .with("exact", parameters.exact)
                .with("device", device.name() + " (" + device.type() + ")");
    }
}
