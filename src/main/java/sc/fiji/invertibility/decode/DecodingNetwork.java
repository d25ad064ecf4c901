package sc.fiji.invertibility.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * A network that was trained to bring an image back from the activations of one layer of another network, the encoder
 * (section 4.5): a chain of convolutions or transposed convolutions, ReLU and unpooling.
 */
public final class DecodingNetwork {

    private final String name;
    private final Encoder encoder;
    private final List<DecodingStep> steps;
    private final Preprocessing output;

    /**
     * What a decoding network was trained for.
     *
     * @param network the encoder's name, such as {@code VGG-19}; empty if the decoder's file does not say
     * @param layer the encoder's layer whose activations are decoded, such as {@code conv2_2} or {@code pool1}
     * @param input how the encoder's input was preprocessed; empty if the decoder's file does not say
     * @param filters the encoder's filters; empty if the decoder's file does not say
     */
    public record Encoder(String network, String layer, Optional<Preprocessing> input, Optional<FilterSketch> filters) {

        /**
         * An encoder whose filters are not recorded.
         *
         * @param network the encoder's name
         * @param layer the encoder's layer whose activations are decoded
         * @param input how the encoder's input was preprocessed
         */
        public Encoder(String network, String layer, Optional<Preprocessing> input) {
            this(network, layer, input, Optional.empty());
        }

        /**
         * Returns the same encoder, of which another layer is decoded.
         *
         * @param other the layer's name
         * @return the encoder
         */
        Encoder at(String other) {
            return new Encoder(network, other, input, filters);
        }

        /**
         * Tells whether this is an encoder of that name, or one of its variants.
         *
         * @param architecture the name of an architecture
         * @return true, too, if the decoder's file does not say
         */
        public boolean is(String architecture) {
            return network.isEmpty() || architecture.equals(network) || architecture.startsWith(network + ",");
        }
    }

    private DecodingNetwork(String name, Encoder encoder, List<DecodingStep> steps, Preprocessing output) {
        this.name = name;
        this.encoder = encoder;
        this.steps = steps;
        this.output = output;
    }

    /**
     * Makes a decoding network.
     *
     * @param name what users call it, such as its file's name
     * @param encoder what it was trained for
     * @param steps from the activations to the image, at least one of them with filters
     * @param output what an image becomes in the last step's output, which is undone to get the image
     * @return the network
     * @throws IllegalArgumentException if there are no filters, or the channels of two steps do not match
     */
    public static DecodingNetwork of(String name, Encoder encoder, List<DecodingStep> steps, Preprocessing output) {
        int channels = 0;
        String before = "";
        for (DecodingStep step : steps) {
            int taken = step.inputChannels();
            if (channels > 0 && taken > 0 && taken != channels)
                throw new IllegalArgumentException(name + ": " + step.name() + " takes " + taken + " channels, but "
                        + before + " gives " + channels);
            if (taken > 0) before = step.name();
            channels = step.outputChannels(taken > 0 ? taken : channels);
        }
        if (channels == 0) throw new IllegalArgumentException(name + " has no filters");
        return new DecodingNetwork(name, encoder, List.copyOf(steps), output);
    }

    /** {@return what users call it} */
    public String name() {
        return name;
    }

    /** {@return what it was trained for} */
    public Encoder encoder() {
        return encoder;
    }

    /**
     * Finds out whether it was trained for a network's filters.
     *
     * @param network a network that has the layers, and filters up to the one that was decoded in the training
     * @param random whether its filters are random, for which published decoders were not trained
     * @return why it hardly was, as a sentence; empty if it was, or nothing tells
     */
    public Optional<String> doubt(Network network, boolean random) {
        String these = name + " was trained for other filters than these of "
                + network.architecture().name();
        if (encoder.filters().isPresent())
            return encoder.filters().get().isOf(network)
                    ? Optional.empty()
                    : Optional.of(these + ", which it decodes worse");
        return random
                ? Optional.of(name + " does not say which filters it was trained for; random ones are hardly those")
                : Optional.empty();
    }

    /** {@return the steps from the activations to the image} */
    public List<DecodingStep> steps() {
        return steps;
    }

    /** {@return what an image becomes in the last step's output} */
    public Preprocessing output() {
        return output;
    }

    /** {@return the channels of the activations that it takes} */
    public int channels() {
        return steps.stream()
                .mapToInt(DecodingStep::inputChannels)
                .filter(taken -> taken > 0)
                .findFirst()
                .orElseThrow();
    }

    /** {@return the channels of the images that it makes} */
    public int imageChannels() {
        int channels = channels();
        for (DecodingStep step : steps) channels = step.outputChannels(channels);
        return channels;
    }

    /** {@return whether it undoes any pooling} */
    public boolean unpools() {
        return steps.stream().anyMatch(DecodingStep.Unpool.class::isInstance);
    }

    /**
     * Returns this network with values put back elsewhere, whatever it was trained for.
     *
     * @param place where all its unpooling steps put values
     * @return the changed network
     */
    public DecodingNetwork withPlace(UnpoolingMode place) {
        List<DecodingStep> changed = steps.stream()
                .map(step -> step instanceof DecodingStep.Unpool unpool
                        ? new DecodingStep.Unpool(unpool.name(), place)
                        : step)
                .toList();
        return new DecodingNetwork(name, encoder, changed, output);
    }

    /**
     * Returns the network that first undoes a pooling, and so decodes that layer's activations.
     *
     * @param pool the pooling layer of the encoder that follows the layer that this network decodes
     * @param place where values are put
     * @return the longer network
     */
    public DecodingNetwork after(String pool, UnpoolingMode place) {
        List<DecodingStep> longer = new ArrayList<>();
        longer.add(new DecodingStep.Unpool(pool, place));
        longer.addAll(steps);
        return new DecodingNetwork(name, encoder.at(pool), longer, output);
    }

    @Override
    public String toString() {
        return name;
    }
}
