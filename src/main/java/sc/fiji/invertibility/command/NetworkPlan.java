package sc.fiji.invertibility.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * A reconstruction down from a layer of a network, through all the layers below.
 *
 * @param parameters the user's parameters
 * @param filters where the network's filters come from
 * @param resize how the image is resized first
 * @param range which values become 0 and 255
 * @param settings method and iterations
 */
record NetworkPlan(
        ReconstructionParameters parameters,
        NetworkFilters filters,
        ImageNetResize resize,
        NetworkInput.Scaling range,
        NetworkInversionSettings settings)
        implements ReconstructionPlan {

    /** The number of gradient steps from which on a recognisable picture can be expected. */
    private static final int USUAL_STEPS = 50;

    private static final UnusedParameters<ReconstructionParameters> OF_A_SINGLE_LAYER = new UnusedParameters<
                    ReconstructionParameters>()
            .with("count", parameters -> parameters.count)
            .with("size", parameters -> parameters.size)
            .with("stride", parameters -> parameters.stride)
            .with("activation", parameters -> parameters.activation)
            .with("pool", parameters -> parameters.pool)
            .with("keep", parameters -> parameters.keep)
            .with("step", parameters -> parameters.step)
            .with("scaling", parameters -> parameters.scaling)
            .with("perfilter", parameters -> parameters.perfilter);

    private static final UnusedParameters<ReconstructionParameters> OF_LAYER_WISE =
            new UnusedParameters<ReconstructionParameters>().with("unpooling", parameters -> parameters.unpooling);

    private static final UnusedParameters<ReconstructionParameters> OF_GRADIENT =
            new UnusedParameters<ReconstructionParameters>().with("variation", parameters -> parameters.variation);

    static NetworkPlan of(ReconstructionParameters parameters) {
        NetworkSource.requirePreprocessing(parameters.preprocessing);
        return new NetworkPlan(
                parameters,
                NetworkFilters.of(
                        Choice.NETWORK.of(parameters.network),
                        FilterFamily.of(parameters.filters),
                        parameters.weights,
                        parameters.seed),
                ImageNetResize.of(parameters.resize),
                Choice.SCALING_OF_VALUES.of(parameters.range),
                settings(parameters));
    }

    private static NetworkInversionSettings settings(ReconstructionParameters parameters) {
        int iterations = ParameterChecks.atLeast("iterations", 1, parameters.iterations);
        Unpooling places = Choice.UNPOOLING.of(parameters.unpooling);
        return Choice.METHOD.of(parameters.method) == InversionMethod.GRADIENT
                ? NetworkInversionSettings.gradient(iterations, parameters.variation)
                : NetworkInversionSettings.layerWise(places, iterations);
    }

    @Override
    public ImageReconstruction reconstruct(Engine engine, InputImage input, Monitor monitor) throws IOException {
        NetworkSource source = filters.upTo(parameters.layer);
        source.notes().forEach(parameters::warn);
        NetworkInput prepared = NetworkInput.of(
                input, range, source.pass().network().architecture().channels());
        if (prepared.repeated()) parameters.inform("the grey image is repeated to the network's channels");
        return new NetworkImageInversion(
                        source.pass(), source.preprocessing(parameters.preprocessing), resize, settings)
                .reconstruct(engine, prepared, parameters.exact, provenance(source, engine.device()), monitor);
    }

    @Override
    public List<String> remarks(ReconstructionParameters untouched) {
        List<String> remarks = new ArrayList<>();
        OF_A_SINGLE_LAYER.unused(filters.network(), parameters, untouched).ifPresent(remarks::add);
        if (gradient())
            OF_LAYER_WISE.unused("the gradient method", parameters, untouched).ifPresent(remarks::add);
        else OF_GRADIENT.unused("the layer-wise method", parameters, untouched).ifPresent(remarks::add);
        if (gradient() && parameters.iterations < USUAL_STEPS)
            remarks.add(
                    "iterations: " + parameters.iterations + " gradient steps are few; some hundred give a picture");
        return remarks;
    }

    private boolean gradient() {
        return settings.method() == InversionMethod.GRADIENT;
    }

    private Provenance provenance(NetworkSource source, Device device) {
        Provenance made = source.describe(
                parameters.made(parameters.image).with("filters", parameters.filters), parameters.preprocessing);
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
