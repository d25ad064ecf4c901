package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.Shared;

/** What people downloaded: the same network from six publishers, and decoders in both layouts of PyTorch. */
class RealFilesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vgg16_conv1-2_frossard.npz",
                "vgg16_conv1-2_raw.onnx",
                "vgg16_conv1-2_matconvnet.mat",
                "vgg16_conv1-2_keras2.h5",
                "vgg16_conv1-2_v2.caffemodel"
            })
    void sixFilesHaveTheSameFourLayersBitForBit(String name) throws IOException {
        try (WeightFile one = WeightFile.open(Shared.file("weights/vgg16/vgg16_conv1-2_f32.safetensors"));
                WeightFile other = WeightFile.open(Shared.file("weights/vgg16/" + name))) {
            assertEquals(4, other.layers().size());
            for (int i = 0; i < 4; i++) {
                ImportedLayer expected = one.layer(one.layers().get(i).name());
                ImportedLayer actual = other.layer(other.layers().get(i).name());
                assertEquals(expected.info().filters(), actual.info().filters());
                assertEquals(expected.info().channels(), actual.info().channels());
                assertArrayEquals(expected.bias(), actual.bias());
                assertArrayEquals(expected.weights(), actual.weights(), "layer " + i);
            }
        }
    }

    @Test
    void aDecoderOfVgg19HasItsLayersByName() throws IOException {
        try (WeightFile file = WeightFile.open(Shared.file("weights/decoders/vgg19_decoder_conv2_2.npz"))) {
            assertTrue(file.layers().stream().map(LayerInfo::name).toList().contains("dec_conv2_2"));
            LayerInfo last = file.layer("dec_conv1_1").info();
            assertEquals(List.of(3, 64, 3, 3), List.of(last.filters(), last.channels(), last.height(), last.width()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dec_r11.pth, conv1_2, 64, 64, 3",
        "dec_r11.pth, conv1_1, 3, 64, 3",
        "dec_r21.pth, conv2_1, 64, 128, 3",
        "vgg_normalised_conv1_1.pth, 0, 3, 3, 1",
        "vgg_normalised_conv2_1.pth, 0, 3, 3, 1",
        "feature_invertor_conv1_1.pth, 1, 3, 64, 3",
        "feature_invertor_conv2_1.pth, 1, 64, 128, 3"
    })
    void decodersOfPyTorchAreRead(String name, String layer, int filters, int channels, int size) throws IOException {
        try (WeightFile file = WeightFile.open(Shared.file("weights/decoders/" + name))) {
            ImportedLayer read = file.layer(layer);
            assertEquals(
                    List.of(filters, channels, size, size),
                    List.of(
                            read.info().filters(),
                            read.info().channels(),
                            read.info().height(),
                            read.info().width()));
            assertTrue(read.norm() > 0.01 && read.norm() < 1000, "norm " + read.norm());
            assertFalse(read.info().bias() && read.bias().length != filters);
        }
    }

    @Test
    void vgg19IsListedWithoutReadingAndReadLayerByLayer() throws IOException {
        try (WeightFile file = WeightFile.open(Shared.file("weights/vgg19/vgg19_conv1-3.npz"))) {
            assertEquals("conv1_1", file.layers().get(0).name());
            assertEquals("conv3_4", file.layers().get(7).name());
            assertEquals(256 * 256 * 9, file.layer("conv3_4").weights().length);
        }
    }

    @Test
    void theLayersOfGoogLeNetHaveTheirWholeNames() throws IOException {
        try (WeightFile file = WeightFile.open(Shared.file("weights/googlenet/bvlc_googlenet.safetensors"))) {
            List<String> names = file.layers().stream().map(LayerInfo::name).toList();
            assertTrue(names.containsAll(List.of("inception_3a/3x3", "inception_4e/3x3", "conv1/7x7_s2")), names + "");
            assertEquals(names.size(), names.stream().distinct().count());
            String message = assertThrows(WeightsException.class, () -> file.layer("5x5_reduce"))
                    .getMessage();
            assertTrue(message.contains("9 layers named 5x5_reduce"), message);
            assertTrue(message.contains("inception_4e/5x5_reduce"), message);
            assertEquals("conv1/7x7_s2", file.layer("7x7_s2").name());
            assertEquals("inception_4e/3x3", file.layer("inception_4e/3x3").name());
        }
    }

    @Test
    void theLayersOfSqueezeNetHaveTheirWholeNames() throws IOException {
        try (WeightFile file = WeightFile.open(Shared.file("weights/squeezenet/squeezenet_v1.1.safetensors"))) {
            List<String> names = file.layers().stream().map(LayerInfo::name).toList();
            assertTrue(names.containsAll(List.of("conv1", "fire2/squeeze1x1", "fire9/expand3x3")), names + "");
            assertEquals(26, names.stream().distinct().count());
            assertThrows(WeightsException.class, () -> file.layer("expand3x3"));
        }
    }
}
