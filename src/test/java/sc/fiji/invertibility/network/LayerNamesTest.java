package sc.fiji.invertibility.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VGG-16 | conv5_2 | conv5_2",
                "VGG-16 | conv(5,2) | conv5_2",
                "VGG-16 | Conv(5, 2) | conv5_2",
                "VGG-16 | c(5,2) | conv5_2",
                "VGG-16 | features.26 | conv5_2",
                "VGG-16 | features.27 | conv5_2",
                "VGG-16 | module.features.26.weight | conv5_2",
                "VGG-16 | block5_conv2 | conv5_2",
                "VGG-16 | block5_conv2/kernel:0 | conv5_2",
                "VGG-16 | block5_conv2_W_1:0 | conv5_2",
                "VGG-16 | vgg0_conv11 | conv5_2",
                "VGG-16 | vgg0_conv11_weight | conv5_2",
                "VGG-16 | vgg_16/conv5/conv5_2 | conv5_2",
                "VGG-16 | conv5_2_W | conv5_2",
                "VGG-16 | relu5_2 | conv5_2",
                "VGG-16 | features.0 | conv1_1",
                "VGG-16 | pool(2) | pool2",
                "VGG-16 | pool2 | pool2",
                "VGG-16 | p(2) | pool2",
                "VGG-16 | block2_pool | pool2",
                "VGG-16 | features.9 | pool2",
                "VGG-16 | features.30 | pool5",
                "VGG-19 | features.16 | conv3_4",
                "VGG-19 | vgg0_conv15 | conv5_4",
                "VGG-19 | features.36 | pool5",
                "AlexNet | conv1 | conv1",
                "AlexNet | conv(2) | conv2",
                "AlexNet | norm1 | norm1",
                "AlexNet | pool5 | pool5",
                "AlexNet (torchvision) | features.10 | conv5",
                "AlexNet (torchvision) | features.12 | pool5",
                "AlexNet (torchvision) | features.3.weight | conv2",
            })
    void everyNameFindsItsLayer(String network, String name, String layer) {
        assertEquals(layer, KnownNetworks.named(network).layer(name).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv6_1", "conv1_3", "features.31", "features.999", "fc6", "", "conv", "vgg0_conv13"})
    void anUnknownNameIsAnsweredWithThoseThatAreThere(String name) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Vgg.sixteen().layer(name))
                .getMessage();
        assertTrue(message.contains("\"" + name + "\"") && message.contains("conv5_3, pool5"), message);
    }

    @Test
    void anUnknownNetworkIsAnsweredWithThoseThatAreThere() {
        String message = assertThrows(IllegalArgumentException.class, () -> KnownNetworks.named("ResNet"))
                .getMessage();
        assertTrue(message.contains("ResNet") && message.contains("VGG-19"), message);
    }

    @Test
    void architecturesHaveTheSizesOfTheirPapers() {
        assertEquals(13, Vgg.sixteen().convolutions().size());
        assertEquals(16, Vgg.nineteen().convolutions().size());
        assertEquals("512×7×7", size(Vgg.sixteen(), "pool5", 224));
        assertEquals("256×6×6", size(AlexNet.caffe(), "pool5", 227));
        assertEquals("256×6×6", size(AlexNet.torchvision(), "pool5", 224));
        // Of 54 activations, Caffe's last window reaches over the border; others leave it out.
        assertEquals("96×27×27", size(AlexNet.caffe(), "pool1", 224));
        assertEquals("64×26×26", size(AlexNet.torchvision(), "pool1", 220));
        assertEquals("64×112×112", size(Vgg.sixteen(), "pool1", 225));
        assertEquals(32, Vgg.nineteen().stride(Vgg.nineteen().layer("pool5")));
    }

    private static String size(Architecture architecture, String layer, int side) {
        return architecture
                .output(new sc.fiji.invertibility.compute.Shape(3, side, side), architecture.layer(layer))
                .toString();
    }
}
