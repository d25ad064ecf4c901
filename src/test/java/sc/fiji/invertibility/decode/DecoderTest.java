package sc.fiji.invertibility.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;

/** Each step of a decoding network does what its definition says. */
class DecoderTest {

    private static final Pooling POOLING = new Pooling(2, 2, false, Pooling.Selection.LARGEST);

    private static Img<FloatType> image(int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[3 * width * height];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble(-1, 1);
        return ArrayImgs.floats(values, width, height, 3);
    }

    /** Three channels of the image, untouched, and then pooled: all steps can be followed by hand. */
    private static Network encoder() {
        float[] weights = new float[9];
        for (int c = 0; c < 3; c++) weights[4 * c] = 1;
        return Network.singleLayer(FilterBank.of(weights, 3, 3, 1, 1), Rectification.NONE, POOLING);
    }

    private static DecodingNetwork network(DecodingStep... steps) {
        return DecodingNetwork.of(
                "test", new DecodingNetwork.Encoder("", "pool1", Optional.empty()), List.of(steps), Preprocessing.NONE);
    }

    private static DecodingStep.Convolution identity() {
        float[] weights = new float[9];
        for (int c = 0; c < 3; c++) weights[4 * c] = 1;
        return new DecodingStep.Convolution("last", FilterBank.of(weights, 3, 3, 1, 1), false, false);
    }

    private static Img<FloatType> decoded(Engine engine, DecodingNetwork network, Img<FloatType> image) {
        try (EncodedImage encoded = EncodedImage.of(engine, encoder(), "pool1", image, Monitor.NONE)) {
            return Decoder.of(network, encoded).decode(encoded.activations(), Monitor.NONE);
        }
    }

    /** The pooled value of a block, and whether a position is its first maximum. */
    private static float largest(Img<FloatType> image, int c, int row, int column) {
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < 4; i++)
            most = Math.max(
                    most, image.getAt(2 * column + i % 2, 2 * row + i / 2, c).get());
        return most;
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void valuesArePutWhereThePlaceSays(Engine engine) {
        // An odd size, so that the last row and column belong to no window.
        Img<FloatType> image = image(9, 7, 1);
        for (UnpoolingMode place : List.of(
                UnpoolingMode.SWITCHES,
                UnpoolingMode.REPETITION,
                UnpoolingMode.TOP_LEFT,
                UnpoolingMode.BOTTOM_RIGHT,
                UnpoolingMode.of("0,1"))) {
            Img<FloatType> result =
                    decoded(engine, network(new DecodingStep.Unpool("pool1", place), identity()), image);
            for (int c = 0; c < 3; c++)
                for (int y = 0; y < 7; y++)
                    for (int x = 0; x < 9; x++) {
                        boolean repeated = place.equals(UnpoolingMode.REPETITION);
                        boolean outside = y == 6 || x == 8;
                        float value = largest(image, c, Math.min(y / 2, 2), Math.min(x / 2, 3));
                        boolean here = switch (place.kind()) {
                            case REPETITION -> true;
                            case SWITCHES -> image.getAt(x, y, c).get() == value;
                            case FIXED -> place.position(2) == y % 2 * 2 + x % 2;
                        };
                        float expected = here && (repeated || !outside) ? value : 0;
                        assertEquals(expected, result.getAt(x, y, c).get(), place + " " + x + " " + y);
                    }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void aTransposedConvolutionIsTheAdjointWithABias(Engine engine) {
        Img<FloatType> image = image(8, 6, 2);
        FilterBank w = GaussianFilters.scaled(3, 3, 2, 3).withStride(2).withPadding(Padding.VALID);
        float[] bias = {0.5f, -1, 2};
        Img<FloatType> result = decoded(engine, network(new DecodingStep.Transposed("up", w, bias, true)), image);
        for (int m = 0; m < 3; m++)
            for (int y = 0; y < 6; y++)
                for (int x = 0; x < 8; x++) {
                    double sum = bias[m];
                    for (int k = 0; k < 3; k++)
                        sum += (double) largest(image, k, y / 2, x / 2) * w.weight(k, m, y % 2, x % 2);
                    assertEquals(Math.max(0, sum), result.getAt(x, y, m).get(), 1e-5);
                }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theOutputIsScaledBackToColours(Engine engine) {
        Img<FloatType> image = image(8, 6, 4);
        DecodingNetwork network = DecodingNetwork.of(
                "test",
                new DecodingNetwork.Encoder("", "pool1", Optional.empty()),
                List.of(new DecodingStep.Unpool("pool1", UnpoolingMode.REPETITION), identity()),
                new Preprocessing(true, 1, List.of(10.0, 20.0, 30.0), List.of(2.0, 2.0, 2.0)));
        Img<FloatType> result = decoded(engine, network, image);
        for (int c = 0; c < 3; c++)
            assertEquals(
                    2 * largest(image, 2 - c, 0, 0) + 10 * (3 - c),
                    result.getAt(0, 0, c).get(),
                    1e-4);
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void whatDoesNotFitIsToldWithBothShapes(Engine engine) {
        Img<FloatType> image = image(8, 6, 5);
        try (EncodedImage encoded = EncodedImage.of(engine, encoder(), "pool1", image, Monitor.NONE)) {
            FilterBank four = GaussianFilters.scaled(3, 4, 3, 1);
            assertEquals(
                    "decoder: test takes activations of 4×3×4, but pool1 of Single layer makes 3×3×4",
                    refusal(() -> Decoder.of(network(new DecodingStep.Convolution("a", four, false, false)), encoded)));
            assertEquals(
                    "decoder: test makes an image of 3×3×4 from pool1 of Single layer, but the image was 3×6×8",
                    refusal(() ->
                            Decoder.of(network(identity()), encoded).decode(encoded.activations(), Monitor.NONE)));
            FilterBank more = GaussianFilters.scaled(5, 3, 3, 1);
            assertEquals(
                    "decoder: test undoes pool1 of Single layer on maps of 5×3×4, but the encoder's are 3×3×4",
                    refusal(() -> Decoder.of(
                                    network(
                                            new DecodingStep.Convolution("a", more, false, false),
                                            new DecodingStep.Unpool("pool1", UnpoolingMode.SWITCHES)),
                                    encoded)
                            .decode(encoded.activations(), Monitor.NONE)));
            String unknown = refusal(() -> Decoder.of(
                            network(new DecodingStep.Unpool("pool2", UnpoolingMode.SWITCHES), identity()), encoded)
                    .decode(encoded.activations(), Monitor.NONE));
            assertTrue(unknown.startsWith("decoder: it undoes pool2, but there is no such pooling"), unknown);
        }
    }

    private static String refusal(Executable work) {
        return assertThrows(IllegalArgumentException.class, work).getMessage();
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void decodersGoOnFromNeighbouringLayers(Engine engine) {
        Network encoder = Network.of(
                encoder().architecture(),
                Map.of(
                        "conv1",
                        encoder().bank(encoder().architecture().convolutions().get(0))));
        DecodingNetwork ofConvolution = DecodingNetwork.of(
                "test",
                new DecodingNetwork.Encoder("", "conv1", Optional.empty()),
                List.of(identity()),
                Preprocessing.NONE);
        DecodingNetwork ofPooling = FittedDecoder.to(ofConvolution, encoder, "pool1");
        assertEquals(
                new DecodingStep.Unpool("pool1", UnpoolingMode.REPETITION),
                ofPooling.steps().get(0));
        Img<FloatType> image = image(8, 6, 6);
        assertEquals(
                largest(image, 1, 2, 3),
                decoded(engine, ofPooling, image).getAt(7, 5, 1).get());
        String refusal = refusal(() -> FittedDecoder.to(ofPooling, encoder, "conv1"));
        assertTrue(refusal.startsWith("decoder: test decodes pool1, expected as layer that one"), refusal);
    }
}
