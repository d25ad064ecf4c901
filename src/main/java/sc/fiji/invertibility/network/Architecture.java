package sc.fiji.invertibility.network;

import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.compute.Shape;

/**
 * A network's layers, without their weights.
 */
public final class Architecture {

    private final String name;
    private final int channels;
    private final List<Layer> layers;
    private final LayerNames names;

    private Architecture(String name, int channels, List<Layer> layers) {
        this.name = name;
        this.channels = channels;
        this.layers = layers;
        this.names = new LayerNames(layers);
    }

    /**
     * Makes an architecture of layers, the first of which is nearest to the image.
     *
     * @param name the name that users know it by
     * @param channels channels of its input
     * @param layers at least one; each convolution has the channels of the layer before it
     * @return the architecture
     * @throws IllegalArgumentException if two layers have the same name, or channels do not match
     */
    public static Architecture of(String name, int channels, List<? extends Layer> layers) {
        if (layers.isEmpty()) throw new IllegalArgumentException(name + " needs at least one layer");
        int current = channels;
        for (Layer layer : layers) {
            if (layer instanceof Layer.Convolution c && c.channels() != current)
                throw new IllegalArgumentException(name + ": " + c.name() + " expects " + c.channels()
                        + " channels, but the layer before it gives " + current);
            current = layer.outputChannels(current);
        }
        if (layers.stream().map(Layer::name).distinct().count() < layers.size())
            throw new IllegalArgumentException(name + " has two layers of the same name");
        return new Architecture(name, channels, List.copyOf(layers));
    }

    /** {@return the name that users know it by, such as {@code VGG-16}} */
    public String name() {
        return name;
    }

    /** {@return the channels of its input} */
    public int channels() {
        return channels;
    }

    /** {@return all layers, from the image up} */
    public List<Layer> layers() {
        return layers;
    }

    /** {@return the names of all layers} */
    public List<String> layerNames() {
        return layers.stream().map(Layer::name).toList();
    }

    /** {@return the convolutions among the layers, in their order} */
    public List<Layer.Convolution> convolutions() {
        return layers.stream()
                .filter(Layer.Convolution.class::isInstance)
                .map(Layer.Convolution.class::cast)
                .toList();
    }

    /**
     * Finds a layer by any of its names: the paper's ({@code conv(5,2)}, {@code pool(2)}), Caffe's and MatConvNet's
     * ({@code conv5_2}), Keras's ({@code block5_conv2}), torchvision's ({@code features.26}, where the index of its
     * ReLU means the same layer) and the ONNX zoo's ({@code vgg0_conv11}).
     *
     * @param name the layer's name
     * @return the layer, or empty if none has that name
     */
    public Optional<Layer> find(String name) {
        return names.find(name);
    }

    /**
     * Finds a layer by any of its names, as {@link #find} does.
     *
     * @param name the layer's name
     * @return the layer
     * @throws IllegalArgumentException if none has that name; the message lists the layers
     */
    public Layer layer(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(this.name + " has no layer named \"" + name
                        + "\"; there are " + String.join(", ", layerNames())));
    }

    /**
     * Returns the layers from the image up to one of them.
     *
     * @param last one of the layers
     * @return the layers up to and including it
     */
    public List<Layer> through(Layer last) {
        return layers.subList(0, layers.indexOf(layer(last.name())) + 1);
    }

    /**
     * Returns this architecture without the layers above a given one.
     *
     * @param last any name of the last layer
     * @return the shorter architecture
     */
    public Architecture upTo(String last) {
        return new Architecture(name, channels, List.copyOf(through(layer(last))));
    }

    /**
     * Returns the size of a layer's activations.
     *
     * @param input the size of the image
     * @param last one of the layers
     * @return the size of its output
     * @throws IllegalArgumentException if the image has a different number of channels or is too small
     */
    public Shape output(Shape input, Layer last) {
        if (input.channels() != channels)
            throw new IllegalArgumentException(
                    name + " needs an image whose number of channels is " + channels + ", not " + input.channels());
        int height = 1, width = 1;
        List<Layer> path = through(last);
        for (int i = path.size() - 1; i >= 0; i--) {
            height = path.get(i).rows().fewestInputs(height);
            width = path.get(i).columns().fewestInputs(width);
        }
        if (input.height() < height || input.width() < width)
            throw new IllegalArgumentException("an image of " + input.width() + "×" + input.height()
                    + " pixels is too small for " + last.name() + " of " + name + ", which needs at least " + width
                    + "×" + height);
        Shape shape = input;
        for (Layer layer : path) shape = layer.output(shape);
        return shape;
    }

    /**
     * Returns the distance, in pixels of the image, between neighbouring activations of a layer.
     *
     * @param last one of the layers
     * @return the product of the strides up to it, ≥ 1
     */
    public int stride(Layer last) {
        return through(last).stream().mapToInt(layer -> layer.rows().stride()).reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
        return name;
    }
}
