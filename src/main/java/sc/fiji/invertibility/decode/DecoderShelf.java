package sc.fiji.invertibility.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.weights.WeightsException;

/** Several decoding networks, of which the one is taken that suits a layer best. */
public final class DecoderShelf {

    private static final int MOST_FILES = 1000;

    private final List<DecodingNetwork> decoders;

    private DecoderShelf(List<DecodingNetwork> decoders) {
        this.decoders = decoders;
    }

    /**
     * Opens a decoder, or all decoders of a folder; what else is in the folder is left alone.
     *
     * @param path a decoder's file, or a folder
     * @return the decoders
     * @throws WeightsException if the file is no decoder, or there is none in the folder
     * @throws IOException if it cannot be read
     */
    public static DecoderShelf open(Path path) throws IOException {
        if (!Files.isDirectory(path)) return new DecoderShelf(List.of(DecoderFile.open(path)));
        List<Path> files;
        try (Stream<Path> all = Files.list(path)) {
            files = all.filter(Files::isRegularFile).sorted().limit(MOST_FILES).toList();
        }
        List<DecodingNetwork> decoders = new ArrayList<>();
        for (Path file : files) {
            try {
                decoders.add(DecoderFile.open(file));
            } catch (WeightsException noDecoder) {
                continue;
            }
        }
        if (decoders.isEmpty()) throw new WeightsException("there is no decoder of a known kind in " + path);
        return new DecoderShelf(decoders);
    }

    /**
     * Finds a decoder for a layer: one that was trained for it; else one of a layer above that the encoder's own
     * convolutions lead to; else one of the convolution below a pooling.
     *
     * @param encoder the encoder, with filters up to the layer above
     * @param layer the layer's name
     * @return a decoding network for that layer; empty if none suits it
     */
    public Optional<DecodingNetwork> of(Network encoder, String layer) {
        Architecture architecture = encoder.architecture();
        int wanted = architecture.layers().indexOf(architecture.layer(layer));
        List<DecodingNetwork> above = new ArrayList<>(), below = new ArrayList<>();
        for (DecodingNetwork decoder : decoders) {
            if (!decoder.encoder().is(architecture.name())) continue;
            Optional<DecodingNetwork> fitted = fitted(decoder, encoder, layer);
            if (fitted.isEmpty()) continue;
            int own = architecture
                    .find(decoder.encoder().layer())
                    .map(architecture.layers()::indexOf)
                    .orElse(wanted);
            if (own == wanted) return fitted;
            (own > wanted ? above : below).add(fitted.get());
        }
        above.addAll(below);
        return above.stream().findFirst();
    }

    private static Optional<DecodingNetwork> fitted(DecodingNetwork decoder, Network encoder, String layer) {
        try {
            DecodingNetwork fitted = FittedDecoder.to(decoder, encoder, layer);
            return fitted.channels() == channels(encoder.architecture(), layer)
                    ? Optional.of(fitted)
                    : Optional.empty();
        } catch (IllegalArgumentException doesNotSuit) {
            return Optional.empty();
        }
    }

    private static int channels(Architecture architecture, String layer) {
        int channels = architecture.channels();
        for (var below : architecture.through(architecture.layer(layer))) channels = below.outputChannels(channels);
        return channels;
    }
}
