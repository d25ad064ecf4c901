package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.LayerActivations;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.network.RecordLevel;
import sc.fiji.invertibility.network.TiledForwardPass;
import sc.fiji.invertibility.network.Vgg;

/** The real VGG-16 on a photo, from every file it was published in, against an independent computation. */
class Vgg16ReferenceTest {

    private static final String PHOTO = "reference/vgg16_photo";

    private static final List<String> FILES = List.of(
            "vgg16_conv1-2_f32.safetensors",
            "vgg16_conv1-2_frossard.npz",
            "vgg16_conv1-2_keras2.h5",
            "vgg16_conv1-2_matconvnet.mat",
            "vgg16_conv1-2_raw.onnx",
            "vgg16_conv1-2_v2.caffemodel");

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void thePoolsAreTheReferences(Engine engine) throws IOException {
        Network network = network(FILES.get(0));
        try (Scope scope = new Scope()) {
            List<LayerActivations> layers = ForwardPass.to(network, "pool2")
                    .record(engine, scope, input(engine, scope), RecordLevel.SWITCHES, Monitor.NONE);
            check(
                    Shared.array(PHOTO + ".npz", "pool1"),
                    engine.download(layers.get(2).map()),
                    "pool1");
            check(
                    Shared.array(PHOTO + ".npz", "pool2"),
                    engine.download(layers.get(5).map()),
                    "pool2");
        }
    }

    /** The same filters give the same pools, so that these need not be computed again. */
    @Test
    void everyFileGivesTheSameNetwork() throws IOException {
        Network first = network(FILES.get(0));
        for (String name : FILES) {
            Network network = network(name);
            for (Layer.Convolution layer : Vgg.sixteen().upTo("pool2").convolutions()) {
                FilterBank expected = first.bank(layer), actual = network.bank(layer);
                assertArrayEquals(expected.weights(), actual.weights(), name + " " + layer.name());
                assertArrayEquals(expected.bias(), actual.bias(), name + " " + layer.name());
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void everyLayerHasTheReferencesNormAndNonzeros(Engine engine) throws IOException {
        JsonObject reference = JsonParser.parseString(Files.readString(Shared.file(PHOTO + ".json")))
                .getAsJsonObject();
        Network network = network(FILES.get(0));
        try (Scope scope = new Scope()) {
            for (LayerActivations layer : ForwardPass.to(network, "pool2")
                    .record(engine, scope, input(engine, scope), RecordLevel.MEASURES, Monitor.NONE)) {
                String name = layer.layer().name();
                assertEquals(
                        reference.get("nonzero_percent " + name).getAsDouble(), layer.nonzeroPercent(), 0.05, name);
                if (layer.layer() instanceof Layer.MaxPool) continue;
                double norm = reference.get("norm " + name).getAsDouble();
                assertEquals(norm, layer.norm(), 1e-4 * norm, name);
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void tilesGiveTheReferenceToo(Engine engine) throws IOException {
        Network network = network(FILES.get(0));
        TiledForwardPass pass = new TiledForwardPass(engine, ForwardPass.to(network, "pool2"), 12L << 20);
        RandomAccessibleInterval<FloatType> photo =
                Preprocessing.of("BGR minus mean").apply(Shared.rgb(PHOTO + ".png"));
        check(Shared.array(PHOTO + ".npz", "pool2"), pass.activations(photo, Monitor.NONE), "pool2 in tiles");
    }

    private static Network network(String name) throws IOException {
        try (WeightFile file = WeightFile.open(Shared.file("weights/vgg16/" + name))) {
            NetworkWeights weights = NetworkWeights.read(file, Vgg.sixteen(), "pool2");
            assertEquals(List.of(), weights.notes(), "names were not understood");
            assertEquals(
                    Set.of("conv1_1", "conv1_2", "conv2_1", "conv2_2"),
                    weights.sources().keySet());
            return weights.network();
        }
    }

    /** All six hold the same numbers, which want this input, whatever their publishers' habit. */
    private static FeatureMap input(Engine engine, Scope scope) {
        return engine.upload(scope, Preprocessing.of("BGR minus mean").apply(Shared.rgb(PHOTO + ".png")));
    }

    private static void check(float[] expected, RandomAccessibleInterval<FloatType> actual, String what) {
        double difference = 0, norm = 0;
        int i = 0;
        for (FloatType value : Views.flatIterable(actual)) {
            difference += Math.pow(value.get() - expected[i], 2);
            norm += Math.pow(expected[i++], 2);
        }
        assertEquals(expected.length, i, what);
        double error = Math.sqrt(difference / norm);
        assertTrue(error <= 1e-4, what + ": relative error " + error);
    }
}
