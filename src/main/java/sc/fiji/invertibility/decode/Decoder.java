package sc.fiji.invertibility.decode;

import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.network.LayerActivations;

/** Runs a decoding network on activations of an encoded image's layer, with that image's switches. */
public final class Decoder {

    private final DecodingNetwork network;
    private final EncodedImage image;
    private final Engine engine;

    private Decoder(DecodingNetwork network, EncodedImage image) {
        this.network = network;
        this.image = image;
        this.engine = image.engine();
    }

    /**
     * Makes a decoder.
     *
     * @param network the decoding network
     * @param image the encoded image, which stays open
     * @return the decoder
     * @throws IllegalArgumentException if the network takes other channels than the image's layer has
     */
    public static Decoder of(DecodingNetwork network, EncodedImage image) {
        Shape shape = image.shape();
        if (network.channels() != shape.channels())
            throw new IllegalArgumentException("decoder: " + network + " takes activations of "
                    + network.channels() + "×" + shape.height() + "×" + shape.width() + ", but " + image.layer()
                    + " of " + image.networkName() + " makes " + shape);
        return new Decoder(network, image);
    }

    /**
     * Decodes activations.
     *
     * @param activations of the size of the layer's own, with the axes (x, y, filter)
     * @param monitor receives the progress
     * @return the image: red, green, blue of about 0 to 255, with the axes (x, y, channel)
     * @throws IllegalArgumentException if a size does not match the encoder's; the message has both
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the maps do not fit onto the device
     */
    public Img<FloatType> decode(RandomAccessibleInterval<FloatType> activations, Monitor monitor) {
        image.shape().requireEqual(Shape.of(activations));
        Scope own = new Scope();
        try {
            FeatureMap current = engine.upload(own, activations);
            for (int i = 0; i < network.steps().size(); i++) {
                DecodingStep step = network.steps().get(i);
                monitor.check();
                monitor.progress((double) i / network.steps().size(), "decoding: " + step.name());
                Scope below = own;
                own = new Scope();
                try {
                    current = apply(own, step, current);
                } finally {
                    below.close();
                }
            }
            requireImage(current.shape());
            Img<FloatType> result = network.output().invert(engine.download(current));
            monitor.progress(1, null);
            return result;
        } finally {
            own.close();
        }
    }

    private void requireImage(Shape made) {
        if (!made.equals(image.image()))
            throw new IllegalArgumentException("decoder: " + network + " makes an image of " + made + " from "
                    + image.layer() + " of " + image.networkName() + ", but the image was " + image.image());
    }

    private FeatureMap apply(Scope scope, DecodingStep step, FeatureMap x) {
        if (step instanceof DecodingStep.Unpool unpool) return unpool(scope, unpool, x);
        try (Scope local = new Scope()) {
            if (step instanceof DecodingStep.Convolution convolution) {
                FilterBank bank = convolution.bank();
                int border = bank.padding().y();
                boolean mirrored = convolution.mirrored() && border > 0;
                FeatureMap input = mirrored ? engine.reflect(local, x, border) : x;
                return engine.convolve(
                        scope,
                        input,
                        engine.pack(local, mirrored ? bank.withPadding(Padding.VALID) : bank),
                        rectification(convolution.rectified()));
            }
            DecodingStep.Transposed transposed = (DecodingStep.Transposed) step;
            FilterBank bank = transposed.bank();
            Shape shape = x.shape();
            FeatureMap linear = engine.adjoint(
                    local,
                    x,
                    engine.pack(local, bank),
                    (shape.height() - 1) * bank.stride()
                            + bank.height()
                            - 2 * bank.padding().y(),
                    (shape.width() - 1) * bank.stride()
                            + bank.width()
                            - 2 * bank.padding().x());
            return engine.convolve(
                    scope,
                    linear,
                    engine.pack(local, identity(transposed.bias())),
                    rectification(transposed.rectified()));
        }
    }

    private static Rectification rectification(boolean rectified) {
        return rectified ? Rectification.RELU : Rectification.NONE;
    }

    /** Adds a bias, which an adjoint has none of. */
    private static FilterBank identity(float[] bias) {
        float[] weights = new float[bias.length * bias.length];
        for (int c = 0; c < bias.length; c++) weights[c * (bias.length + 1)] = 1;
        return FilterBank.of(weights, bias.length, bias.length, 1, 1).withBias(bias);
    }

    private FeatureMap unpool(Scope scope, DecodingStep.Unpool step, FeatureMap x) {
        LayerActivations pooling = image.pooling(step.name());
        Shape values = x.shape(), before = pooling.input().withChannels(values.channels());
        PooledCode code = pooling.code();
        Shape expected = step.place().kind() == UnpoolingMode.Kind.SWITCHES
                ? pooling.output()
                : pooling.output().withChannels(values.channels());
        if (!values.equals(expected))
            throw new IllegalArgumentException("decoder: " + network + " undoes " + step.name() + " of "
                    + image.networkName() + " on maps of " + values + ", but the encoder's are " + expected);
        try (Scope local = new Scope()) {
            return switch (step.place().kind()) {
                case REPETITION -> engine.repeat(scope, x, code.pooling().stride(), before.height(), before.width());
                case SWITCHES -> engine.unpool(scope, engine.recode(local, x, code), Unpooling.SWITCHES);
                case FIXED -> {
                    int[] places = new int[Math.toIntExact(values.size())];
                    Arrays.fill(places, step.place().position(code.pooling().window()));
                    HostCode fixed = new HostCode(new float[places.length], places, before, code.pooling());
                    yield engine.unpool(
                            scope, engine.recode(local, x, engine.uploadCode(local, fixed)), Unpooling.SWITCHES);
                }
            };
        }
    }
}
