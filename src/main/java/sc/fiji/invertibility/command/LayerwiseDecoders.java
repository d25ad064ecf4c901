package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.decode.Decoder;
import sc.fiji.invertibility.decode.DecoderShelf;
import sc.fiji.invertibility.decode.DecodingNetwork;
import sc.fiji.invertibility.decode.EncodedImage;
import sc.fiji.invertibility.invert.RecordedImage;
import sc.fiji.invertibility.measure.LayerwiseErrors;
import sc.fiji.invertibility.measure.LayerwiseExperiment;
import sc.fiji.invertibility.measure.MacroLayer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * How activations are decoded for a measurement in image space: by trained decoding networks where there are any, else
 * by the network's own filters.
 *
 * @param shelf the decoding networks, if a file or folder of them is named
 */
record LayerwiseDecoders(Optional<DecoderShelf> shelf) {

    static LayerwiseDecoders of(File decoders) throws IOException {
        boolean none = decoders == null || decoders.getPath().isBlank();
        return new LayerwiseDecoders(
                none
                        ? Optional.empty()
                        : Optional.of(ParameterChecks.read("decoders", () -> DecoderShelf.open(decoders.toPath()))));
    }

    /** The source with the preprocessing that the decoders were trained with, which holds where none is chosen. */
    NetworkSource prepared(NetworkSource source, String layer) {
        Optional<Preprocessing> input = shelf.flatMap(
                        decoders -> decoders.of(source.pass().network(), layer))
                .flatMap(decoder -> decoder.encoder().input());
        return input.map(preprocessing -> new NetworkSource(
                        source.pass(), preprocessing, "as the decoder's file records it", source.notes()))
                .orElse(source);
    }

    /**
     * The decoding network for a layer's activations.
     *
     * @return the one that suits it best; empty if none does
     */
    Optional<DecodingNetwork> of(Network network, MacroLayer at) {
        return shelf.flatMap(decoders -> decoders.of(network, at.pool().name()));
    }

    /**
     * Measures one layer.
     *
     * @param decoder what decodes it; empty for the network's own filters
     * @param x the preprocessed image
     * @param prepared how it was preprocessed
     */
    LayerwiseErrors measure(
            LayerwiseExperiment experiment,
            Engine engine,
            RecordedImage recorded,
            Network network,
            MacroLayer at,
            Optional<DecodingNetwork> decoder,
            Img<FloatType> x,
            Preprocessing prepared,
            Monitor monitor) {
        if (decoder.isEmpty()) return experiment.run(engine, network, recorded, at, monitor);
        try (EncodedImage encoded = EncodedImage.of(engine, network, at.pool().name(), x, Monitor.NONE)) {
            Decoder decoding = Decoder.of(decoder.get(), encoded);
            return experiment.run(
                    engine,
                    network,
                    recorded,
                    at,
                    (activations, part) -> prepared.apply(decoding.decode(activations, part)),
                    monitor);
        }
    }
}
