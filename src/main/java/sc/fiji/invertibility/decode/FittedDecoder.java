package sc.fiji.invertibility.decode;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;

/**
 * Makes a decoding network of one layer decode the activations of another: of the pooling that follows that layer, by
 * repeating its values first; and of a layer below it, by the encoder's own convolutions between the two.
 */
public final class FittedDecoder {

    private final DecodingNetwork decoder;
    private final Network encoder;

    private FittedDecoder(DecodingNetwork decoder, Network encoder) {
        this.decoder = decoder;
        this.encoder = encoder;
    }

    /**
     * Fits a decoding network to a layer.
     *
     * @param decoder the decoding network
     * @param encoder the encoder, with the filters up to both layers
     * @param layer any name of the layer whose activations are to be decoded; empty for that of the decoder
     * @return a network that decodes that layer
     * @throws IllegalArgumentException if there is no such layer, or no way from it to the decoder's
     */
    public static DecodingNetwork to(DecodingNetwork decoder, Network encoder, String layer) {
        return new FittedDecoder(decoder, encoder).to(layer);
    }

    private DecodingNetwork to(String name) {
        Architecture architecture = encoder.architecture();
        String own = decoder.encoder().layer();
        Layer trained = architecture
                .find(own)
                .orElseThrow(() -> new IllegalArgumentException("decoder: " + decoder + " decodes the layer " + own
                        + ", but " + architecture + " has none of that name"));
        Layer wanted = name.isBlank() ? trained : layer(name.strip());
        List<Layer> layers = architecture.layers();
        int from = layers.indexOf(wanted), to = layers.indexOf(trained);
        if (from == to) return decoder;
        // It was trained on activations everywhere: a value and zeros around it would be an image that it never saw.
        if (from == to + 1 && wanted instanceof Layer.MaxPool pool)
            return decoder.after(pool.name(), UnpoolingMode.REPETITION);
        if (from > to || layers.subList(from + 1, to + 1).stream().anyMatch(FittedDecoder::leavesOut))
            throw new IllegalArgumentException("decoder: " + decoder + " decodes " + trained.name()
                    + ", expected as layer that one, a pooling directly above it, or a layer below it without a"
                    + " pooling between, but got " + wanted.name());
        return decoderFrom(wanted, layers.subList(from + 1, to + 1));
    }

    private Layer layer(String name) {
        try {
            return encoder.architecture().layer(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer: " + e.getMessage(), e);
        }
    }

    private static boolean leavesOut(Layer layer) {
        return !(layer instanceof Layer.Convolution || layer instanceof Layer.Reflection);
    }

    private DecodingNetwork decoderFrom(Layer layer, List<Layer> between) {
        List<DecodingStep> steps = new ArrayList<>();
        boolean mirrored = false;
        for (Layer next : between) {
            if (next instanceof Layer.Convolution convolution) {
                FilterBank bank = encoder.bank(convolution);
                steps.add(new DecodingStep.Convolution(
                        convolution.name(),
                        mirrored ? bank.withPadding(Padding.same(bank.height(), bank.width())) : bank,
                        mirrored,
                        convolution.rectification() == Rectification.RELU));
            }
            mirrored = next instanceof Layer.Reflection;
        }
        steps.addAll(decoder.steps());
        DecodingNetwork.Encoder own = decoder.encoder();
        try {
            return DecodingNetwork.of(decoder.name(), own.at(layer.name()), steps, decoder.output());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("decoder: " + e.getMessage(), e);
        }
    }
}
