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
 * Down from a layer of a network, through all the layers below.
 *
 * @param keys what the user said
 * @param filters where the network's filters come from
 * @param resize how the image is resized first
 * @param range what becomes 0 and 255
 * @param settings method and iterations
 */
record NetworkPlan(
        ReconstructionKeys keys,
        NetworkFilters filters,
        ImageNetResize resize,
        NetworkInput.Scaling range,
        NetworkInversionSettings settings)
        implements ReconstructionPlan {

    /** From so many gradient steps on, a picture is to be expected. */
    private static final int USUAL_STEPS = 50;

    private static final OtherKeys<ReconstructionKeys> OF_A_SINGLE_LAYER = new OtherKeys<ReconstructionKeys>()
            .with("count", keys -> keys.count)
            .with("size", keys -> keys.size)
            .with("stride", keys -> keys.stride)
            .with("activation", keys -> keys.activation)
            .with("pool", keys -> keys.pool)
            .with("keep", keys -> keys.keep)
            .with("step", keys -> keys.step)
            .with("scaling", keys -> keys.scaling)
            .with("perfilter", keys -> keys.perfilter);

    private static final OtherKeys<ReconstructionKeys> OF_LAYER_WISE =
            new OtherKeys<ReconstructionKeys>().with("unpooling", keys -> keys.unpooling);

    private static final OtherKeys<ReconstructionKeys> OF_GRADIENT =
            new OtherKeys<ReconstructionKeys>().with("variation", keys -> keys.variation);

    static NetworkPlan of(ReconstructionKeys keys) {
        NetworkSource.requirePreprocessing(keys.preprocessing);
        return new NetworkPlan(
                keys,
                NetworkFilters.of(
                        Choice.NETWORK.of(keys.network), FilterFamily.of(keys.filters), keys.weights, keys.seed),
                ImageNetResize.of(keys.resize),
                Choice.SCALING_OF_VALUES.of(keys.range),
                settings(keys));
    }

    private static NetworkInversionSettings settings(ReconstructionKeys keys) {
        int iterations = Expected.atLeast("iterations", 1, keys.iterations);
        Unpooling places = Choice.UNPOOLING.of(keys.unpooling);
        return Choice.METHOD.of(keys.method) == InversionMethod.GRADIENT
                ? NetworkInversionSettings.gradient(iterations, keys.variation)
                : NetworkInversionSettings.layerWise(places, iterations);
    }

    @Override
    public ImageReconstruction reconstruct(Engine engine, InputImage input, Monitor monitor) throws IOException {
        NetworkSource source = filters.upTo(keys.layer);
        source.notes().forEach(keys::warn);
        NetworkInput prepared = NetworkInput.of(
                input, range, source.pass().network().architecture().channels());
        if (prepared.repeated()) keys.inform("the grey image is repeated to the network's channels");
        return new NetworkImageInversion(source.pass(), source.preprocessing(keys.preprocessing), resize, settings)
                .reconstruct(engine, prepared, keys.exact, provenance(source, engine.device()), monitor);
    }

    @Override
    public List<String> remarks(ReconstructionKeys untouched) {
        List<String> remarks = new ArrayList<>();
        OF_A_SINGLE_LAYER.unused(filters.network(), keys, untouched).ifPresent(remarks::add);
        if (gradient())
            OF_LAYER_WISE.unused("the gradient method", keys, untouched).ifPresent(remarks::add);
        else OF_GRADIENT.unused("the layer-wise method", keys, untouched).ifPresent(remarks::add);
        if (gradient() && keys.iterations < USUAL_STEPS)
            remarks.add("iterations: " + keys.iterations + " gradient steps are few; some hundred give a picture");
        return remarks;
    }

    private boolean gradient() {
        return settings.method() == InversionMethod.GRADIENT;
    }

    private Provenance provenance(NetworkSource source, Device device) {
        Provenance made = source.describe(keys.made(keys.image).with("filters", keys.filters), keys.preprocessing);
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
