package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.network.AlexNet;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.network.Vgg;

class NetworkWeightsTest {

    @TempDir
    Path folder;

    private final Map<String, int[]> tensors = new LinkedHashMap<>();
    private String broken = "";

    @ParameterizedTest
    @ValueSource(strings = {"features.%d.weight:0,2", "conv1_%d.weight:1,2", "vgg0_conv%d_weight:0,1"})
    void namesOfEveryPublisherFindTheirLayers(String naming) throws IOException {
        String[] parts = naming.split(":"), places = parts[1].split(",");
        // Written in the wrong order, so that only the name can tell.
        tensors.put(parts[0].formatted(Integer.parseInt(places[1])), new int[] {64, 64, 3, 3});
        tensors.put(parts[0].formatted(Integer.parseInt(places[0])), new int[] {64, 3, 3, 3});
        try (WeightFile file = file()) {
            NetworkWeights weights = NetworkWeights.read(file, Vgg.sixteen(), "conv1_2");
            assertEquals(file.guess(), weights.notes());
            assertTrue(weights.preprocessing().origin().startsWith("a guess: "), weights.preprocessing()::origin);
            assertEquals(
                    parts[0].formatted(Integer.parseInt(places[1])),
                    weights.sources().get("conv1_2"));
            assertEquals("pool1", weights.network().layer("pool1").name());
        }
    }

    @Test
    void whatIsNoLayerIsNamedInOneSentence() throws IOException {
        tensors.put("conv1_1.weight", new int[] {64, 3, 3, 3});
        tensors.put("side1.weight", new int[] {16, 64, 3, 3});
        tensors.put("side2.weight", new int[] {16, 64, 3, 3});
        try (WeightFile file = file()) {
            assertEquals(
                    "side1.weight, side2.weight are no layers of VGG-16 and are left out",
                    NetworkWeights.read(file, Vgg.sixteen(), "conv1_1").notes().get(0));
        }
    }

    @Test
    void withoutKnownNamesShapeAndOrderDecideAndItIsSaid() throws IOException {
        tensors.put("a.weight", new int[] {64, 3, 3, 3});
        tensors.put("b.weight", new int[] {64, 64, 3, 3});
        tensors.put("c.weight", new int[] {64, 64, 3, 3});
        try (WeightFile file = file()) {
            NetworkWeights weights = NetworkWeights.read(file, Vgg.nineteen(), "");
            assertEquals("b.weight", weights.sources().get("conv1_2"));
            assertEquals(
                    "conv2_1", weights.network().firstMissing().orElseThrow().name());
            assertEquals(2, weights.notes().size());
            assertTrue(
                    weights.notes().get(0).contains("by shape and order: conv1_1 = a.weight, conv1_2 = b.weight"),
                    weights.notes().get(0));
        }
    }

    @Test
    void onlyTheLayersThatAreNeededAreRead() throws IOException {
        tensors.put("features.0.weight", new int[] {64, 3, 3, 3});
        tensors.put("features.2.weight", new int[] {64, 64, 3, 3});
        tensors.put("classifier.0.weight", new int[] {10, 64});
        broken = "features.2.weight";
        try (WeightFile file = file()) {
            NetworkWeights weights = NetworkWeights.read(file, Vgg.sixteen(), "features.1");
            assertEquals(Map.of("conv1_1", "features.0.weight"), weights.sources());
            assertThrows(WeightsException.class, () -> NetworkWeights.read(file, Vgg.sixteen(), "conv1_2"));
        }
    }

    @Test
    void aGapEndsWhatCanBeUsed() throws IOException {
        tensors.put("conv1_1.weight", new int[] {64, 3, 3, 3});
        tensors.put("conv2_1.weight", new int[] {128, 64, 3, 3});
        try (WeightFile file = file()) {
            NetworkWeights weights = NetworkWeights.read(file, Vgg.sixteen(), "conv2_1");
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> weights.network().layer("conv2_1"))
                    .getMessage();
            assertTrue(message.contains("conv1_2"), message);
        }
    }

    @Test
    void anotherNetworksFileIsRefusedAndRecognised() throws IOException {
        tensors.put("features.0.weight", new int[] {64, 3, 11, 11});
        tensors.put("features.3.weight", new int[] {192, 64, 5, 5});
        try (WeightFile file = file()) {
            assertEquals(
                    "AlexNet (torchvision)", NetworkWeights.architecture(file).name());
            String message = assertThrows(
                            WeightsException.class, () -> NetworkWeights.read(file, Vgg.sixteen(), "pool1"))
                    .getMessage();
            assertTrue(
                    message.contains("features.0.weight are 64×3×11×11, but conv1_1 of VGG-16 has 64×3×3×3")
                            && message.endsWith("the file looks like AlexNet (torchvision)"),
                    message);
        }
    }

    @Test
    void groupedFiltersAreTakenEvenWhereTheFileDoesNotNameTheGroups() throws IOException {
        tensors.put("conv1.weight", new int[] {96, 3, 11, 11});
        tensors.put("conv2.weight", new int[] {256, 48, 5, 5});
        try (WeightFile file = file()) {
            Architecture alexNet = NetworkWeights.architecture(file);
            assertEquals("AlexNet", alexNet.name());
            FilterBank second = NetworkWeights.read(file, alexNet, "pool2")
                    .network()
                    .bank(AlexNet.caffe().convolutions().get(1));
            assertEquals(2, second.groups());
            assertEquals(96, second.channels());
        }
    }

    @Test
    void aFileOfNoKnownNetworkIsRefused() throws IOException {
        tensors.put("w.weight", new int[] {4, 3, 5, 5});
        try (WeightFile file = file()) {
            assertThrows(WeightsException.class, () -> NetworkWeights.architecture(file));
            String message = assertThrows(WeightsException.class, () -> NetworkWeights.read(file, Vgg.sixteen(), ""))
                    .getMessage();
            assertTrue(message.contains("w.weight, are 4×3×5×5, but conv1_1 of VGG-16 has 64×3×3×3"), message);
        }
    }

    @Test
    void theRecordBecomesThePreprocessingOfItsName() throws IOException {
        tensors.put("conv1_1.weight", new int[] {64, 3, 3, 3});
        try (WeightFile file = file()) {
            NetworkWeights read = NetworkWeights.read(file, Vgg.sixteen(), "conv1_1");
            Map.of(
                            "BGR minus mean", PreprocessingRecord.bgrMinusMean("test"),
                            "RGB minus mean", PreprocessingRecord.rgbMinusMean("test"),
                            "RGB standardised", PreprocessingRecord.rgbStandardised("test"),
                            "RGB 0-1", PreprocessingRecord.rgbUnit("test"))
                    .forEach((name, record) -> assertEquals(
                            Preprocessing.of(name),
                            new NetworkWeights(read.network(), Map.of(), record, List.of()).recordedPreprocessing()));
        }
    }

    /** Opens a safetensors file of the tensors; each value is 1, those of the broken one are not numbers. */
    private WeightFile file() throws IOException {
        Map<String, Map<String, Object>> header = new LinkedHashMap<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Map.Entry<String, int[]> tensor : tensors.entrySet()) {
            int length = 1, begin = data.size();
            for (int extent : tensor.getValue()) length *= extent;
            ByteBuffer values = ByteBuffer.allocate(4 * length).order(ByteOrder.LITTLE_ENDIAN);
            while (values.hasRemaining()) values.putFloat(tensor.getKey().equals(broken) ? Float.NaN : 1);
            data.writeBytes(values.array());
            header.put(
                    tensor.getKey(),
                    Map.of("dtype", "F32", "shape", tensor.getValue(), "data_offsets", new int[] {begin, data.size()}));
        }
        byte[] json = new Gson().toJson(header).getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + data.size()).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json).put(data.toByteArray());
        return WeightFile.open(Files.write(folder.resolve("weights.safetensors"), file.array()));
    }
}
