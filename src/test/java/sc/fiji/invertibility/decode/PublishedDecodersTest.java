package sc.fiji.invertibility.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.measure.ImageQuality;
import sc.fiji.invertibility.measure.ReconstructionError;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.network.Vgg;
import sc.fiji.invertibility.weights.NetworkWeights;
import sc.fiji.invertibility.weights.WeightFile;

/** Published pairs of an encoder and a decoder bring photos back as well as an independent implementation's do. */
class PublishedDecodersTest {

    private static final String[] KODAK = {"kodak_01", "kodak_05", "kodak_15", "kodak_23"};

    private static final String[] ALL_KODAK = Stream.of(
                    "01", "02", "04", "05", "07", "08", "13", "15", "19", "20", "21", "23")
            .map("kodak_"::concat)
            .toArray(String[]::new);

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engines.open("Auto", warning -> {});
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    /** An encoder with the decoder of one of its layers. */
    private record Pair(Network encoder, Preprocessing preprocessing, DecodingNetwork decoder) {

        static Pair of(String encoder, Architecture architecture, String decoder) throws IOException {
            DecodingNetwork decoding = DecoderFile.open(Shared.file(decoder));
            try (WeightFile file = WeightFile.open(Shared.file(encoder))) {
                Architecture found = architecture == null ? NetworkWeights.architecture(file) : architecture;
                Network network = NetworkWeights.read(
                                file, found, decoding.encoder().layer())
                        .network();
                return new Pair(network, decoding.encoder().input().orElseThrow(), decoding);
            }
        }

        static Pair vgg19(String decoder) throws IOException {
            return of("weights/vgg19/vgg19_conv1-3.npz", Vgg.nineteen(), "weights/decoders/" + decoder);
        }

        Img<FloatType> roundTrip(Engine engine, RandomAccessibleInterval<FloatType> photo, UnpoolingMode place) {
            try (EncodedImage encoded = EncodedImage.of(
                    engine, encoder, decoder.encoder().layer(), preprocessing.apply(photo), Monitor.NONE)) {
                return Decoder.of(place == null ? decoder : decoder.withPlace(place), encoded)
                        .decode(encoded.activations(), Monitor.NONE);
            }
        }

        double psnr(Engine engine, String photo, UnpoolingMode place) {
            RandomAccessibleInterval<FloatType> original = photo(photo);
            Img<FloatType> decoded = roundTrip(engine, original, place);
            return ImageQuality.psnr(
                    Converters.convert(
                            (RandomAccessibleInterval<FloatType>) decoded,
                            (in, out) -> out.set(Math.min(255, Math.max(0, in.get()))),
                            new FloatType()),
                    original,
                    255);
        }

        double mean(Engine engine, UnpoolingMode place, String... photos) {
            return Arrays.stream(photos)
                    .mapToDouble(photo -> psnr(engine, photo, place))
                    .average()
                    .orElseThrow();
        }
    }

    private static RandomAccessibleInterval<FloatType> photo(String name) {
        return ImageNetResize.CROP_224.apply(Shared.rgb("images/photos/" + name + ".png"));
    }

    @ParameterizedTest
    @CsvSource({"1, 45.0", "2, 30.4", "3, 26.0", "4, 22.6", "5, 19.7"})
    void compressedPairsBringPhotosBackAsTheReferenceDoes(int block, double expected) throws IOException {
        String layer = "conv" + block + "_1";
        Pair pair = Pair.of(
                "weights/vgg19_16x/encoder_" + layer + ".pth", null, "weights/vgg19_16x/decoder_" + layer + ".pth");
        assertEquals(layer, pair.decoder.encoder().layer());
        assertEquals(expected, pair.mean(engine, null, KODAK), 0.3);
    }

    @ParameterizedTest
    @CsvSource({"conv1_1", "conv2_1"})
    void pairsOfStyleTransferBringPhotosBack(String layer) throws IOException {
        Pair pair = Pair.of(
                "weights/decoders/vgg_normalised_" + layer + ".pth",
                Vgg.normalised(),
                "weights/decoders/feature_invertor_" + layer + ".pth");
        assertEquals(layer, pair.decoder.encoder().layer());
        double psnr = pair.mean(engine, null, KODAK);
        assertTrue(psnr >= 23, psnr + " dB");
    }

    @Test
    void theDecoderOfConv12BringsPhotosBack() throws IOException {
        double psnr = Pair.vgg19("vgg19_decoder_conv1_2.npz").mean(engine, null, ALL_KODAK);
        assertTrue(psnr >= 38, psnr + " dB");
    }

    @Test
    void switchesTellTheDecoderOfConv22WhatTheTopLeftDoesNot() throws IOException {
        Pair pair = Pair.vgg19("vgg19_decoder_conv2_2.npz");
        double switches = pair.mean(engine, UnpoolingMode.SWITCHES, ALL_KODAK);
        double topLeft = pair.mean(engine, UnpoolingMode.TOP_LEFT, ALL_KODAK);
        assertTrue(switches >= 33, switches + " dB");
        assertTrue(topLeft <= switches - 3, String.format(Locale.ROOT, "%.1f and %.1f dB", topLeft, switches));
    }

    @Test
    void enginesAgree() throws IOException {
        Path ignored = Shared.file("weights/vgg19_16x/encoder_conv3_1.pth");
        Pair mirrored =
                Pair.of("weights/vgg19_16x/" + ignored.getFileName(), null, "weights/vgg19_16x/decoder_conv3_1.pth");
        Pair switches = Pair.vgg19("vgg19_decoder_conv2_2.npz");
        try (Engine java = Engines.open(Engines.JAVA, warning -> {})) {
            for (Pair pair : new Pair[] {mirrored, switches}) {
                double difference = ReconstructionError.relative(
                        pair.roundTrip(engine, photo(KODAK[0]), null), pair.roundTrip(java, photo(KODAK[0]), null));
                assertTrue(difference <= 1e-3, pair.decoder + ": " + difference);
            }
        }
    }
}
