package sc.fiji.invertibility.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.decode.ActivationSource;
import sc.fiji.invertibility.decode.DecoderFile;
import sc.fiji.invertibility.decode.DecodingNetwork;
import sc.fiji.invertibility.decode.FittedDecoder;
import sc.fiji.invertibility.decode.LayerAbove;
import sc.fiji.invertibility.decode.UnpoolingMode;
import sc.fiji.invertibility.image.DecodedImage;
import sc.fiji.invertibility.image.ImageDecoding;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * Decoding of activations, as its parameters say.
 *
 * @param parameters what the user said
 * @param filters where the encoder's filters come from
 * @param decoder the decoder's file
 * @param sources what is decoded
 * @param place where the decoder puts pooled values; empty for where it was trained to
 * @param resize how the image is resized first
 * @param range which values become 0 and 255
 */
record DecodingPlan(
        DecodingParameters parameters,
        NetworkFilters filters,
        Path decoder,
        List<ActivationSource> sources,
        Optional<UnpoolingMode> place,
        ImageNetResize resize,
        NetworkInput.Scaling range) {

    /**
     * The way that the parameters say.
     *
     * @throws IllegalArgumentException if one of them cannot be used
     */
    static DecodingPlan of(DecodingParameters parameters) {
        NetworkSource.requirePreprocessing(parameters.preprocessing);
        return new DecodingPlan(
                parameters,
                NetworkFilters.of(
                        Choice.WHOLE_NETWORK.of(parameters.network),
                        FilterFamily.ofNetwork(parameters.filters),
                        parameters.weights,
                        parameters.seed),
                ParameterChecks.file("decoder", parameters.decoder),
                Choice.SOURCES.of(parameters.source),
                Choice.DECODER_UNPOOLING.of(parameters.unpooling),
                ImageNetResize.of(parameters.resize),
                Choice.SCALING_OF_VALUES.of(parameters.range));
    }

    DecodedImage decode(Engine engine, InputImage input, Monitor monitor) throws IOException {
        DecodingNetwork trained = ParameterChecks.read("decoder", () -> DecoderFile.open(decoder));
        NetworkSource source = filters.all();
        source.notes().forEach(parameters::warn);
        Network encoder = source.pass().network();
        String name = encoder.architecture().name(), own = trained.encoder().network();
        if (!trained.encoder().is(name))
            parameters.warn("decoder: " + trained + " was trained for " + own + ", not for " + name);
        DecodingNetwork fitted = FittedDecoder.to(trained, encoder, parameters.layer == null ? "" : parameters.layer);
        if (trained.encoder().is(name))
            fitted.doubt(encoder, filters instanceof NetworkFilters.Random)
                    .ifPresent(why -> parameters.warn("decoder: " + why));
        if (place.isPresent() && !fitted.unpools())
            throw new IllegalArgumentException("unpooling: expected '" + DecodingParameters.AS_TRAINED + "', as "
                    + trained + " undoes no pooling on the way from "
                    + fitted.encoder().layer());
        DecodingNetwork placed = place.map(fitted::withPlace).orElse(fitted);
        NetworkInput prepared =
                NetworkInput.of(input, range, encoder.architecture().channels());
        if (prepared.repeated()) parameters.inform("the grey image is repeated to the network's channels");
        boolean auto = parameters.preprocessing.equalsIgnoreCase(NetworkSource.AUTO);
        Preprocessing preprocessing = auto
                ? trained.encoder().input().orElse(source.preprocessing(NetworkSource.AUTO))
                : Preprocessing.of(parameters.preprocessing);
        OptionalDouble keep = parameters.keep == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(ParameterChecks.percentage("keep", parameters.keep));
        LayerAbove above =
                new LayerAbove(encoder, encoder.layer(placed.encoder().layer()));
        return new ImageDecoding(encoder, placed, preprocessing, resize, possible(above, keep), keep, parameters.seed)
                .decode(engine, prepared, provenance(placed, preprocessing, name, engine), monitor);
    }

    /** Of several sources, those that the weights suffice for; the user is told of the others. */
    private List<ActivationSource> possible(LayerAbove above, OptionalDouble keep) {
        List<ActivationSource> possible = new ArrayList<>();
        for (ActivationSource source : sources) {
            Optional<String> why = sources.size() == 1 ? Optional.empty() : above.obstacle(source, keep);
            if (why.isEmpty()) possible.add(source);
            else parameters.warn("source: " + source.label() + " is left out, as " + why.get());
        }
        if (possible.contains(ActivationSource.IHT_GAUSSIAN) && keep.isEmpty() && !above.hasFilters())
            above.printedPercent()
                    .ifPresent(percent -> parameters.inform("keep: the paper's percentage for the layer above, "
                            + percent + ", is taken, as the weights lack that layer's filters"));
        return possible;
    }

    private Provenance provenance(DecodingNetwork network, Preprocessing preprocessing, String encoder, Engine engine) {
        return filters.describe(parameters
                        .made(parameters.image)
                        .with("network", encoder)
                        .with("filters", parameters.filters))
                .with("layer", network.encoder().layer())
                .with("decoder", decoder)
                .with("source", parameters.source)
                .with("keep", parameters.keep)
                .with("unpooling", parameters.unpooling)
                .with("network input", preprocessing)
                .with("resize", parameters.resize)
                .with("range", parameters.range)
                .with("seed", parameters.seed)
                .with("device", engine.device().name() + " (" + engine.device().type() + ")");
    }
}
