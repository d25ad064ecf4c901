package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.weights.PreprocessingRecord.ChannelOrder;

class KnownFirstLayerTest {

    private static final PreprocessingRecord USUAL = PreprocessingRecord.rgbStandardised("a convention");

    /** All of them hold filters for blue first, whatever is usual for their format. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "vgg16/vgg16_conv1-2_f32.safetensors",
                "vgg16/vgg16_conv1-2_frossard.npz",
                "vgg16/vgg16_conv1-2_keras2.h5",
                "vgg16/vgg16_conv1-2_matconvnet.mat",
                "vgg16/vgg16_conv1-2_raw.onnx",
                "vgg16/vgg16_conv1-2_v2.caffemodel",
                "vgg19/vgg19_conv1-3.npz",
                "googlenet/bvlc_googlenet.safetensors",
                "squeezenet/squeezenet_v1.1.safetensors"
            })
    void theFiltersTellThatBlueIsFirst(String name) throws IOException {
        Path path = Shared.file("weights/" + name);
        try (WeightFile file = WeightFile.open(path)) {
            PreprocessingRecord record = file.preprocessing();
            assertEquals(ChannelOrder.BGR, record.order(), record.origin());
            assertEquals(1, record.scale());
            assertTrue(record.mean().get(0) < record.mean().get(2), () -> "" + record.mean());
            assertEquals(List.of(), file.guess());
        }
    }

    @Test
    void reversedFiltersTakeRedFirst() throws IOException {
        try (WeightFile file = WeightFile.open(Shared.file("weights/vgg19/vgg19_conv1-3.npz"))) {
            float[] weights = file.layer("conv1_1").weights();
            PreprocessingRecord record =
                    KnownFirstLayer.preprocessing(reversed(weights), 3, USUAL).orElseThrow();
            assertEquals(ChannelOrder.RGB, record.order());
            assertEquals(List.of(123.68, 116.779, 103.939), record.mean());
            assertTrue(record.origin().contains("VGG-19"), record.origin());
        }
    }

    @Test
    void filtersForAnotherScaleKeepTheUsualOne() throws IOException {
        try (WeightFile file = WeightFile.open(Shared.file("weights/vgg16/vgg16_conv1-2_frossard.npz"))) {
            float[] weights = file.layer("conv1_1").weights();
            for (int i = 0; i < weights.length; i++) weights[i] *= 58;
            PreprocessingRecord record =
                    KnownFirstLayer.preprocessing(weights, 3, USUAL).orElseThrow();
            assertEquals(ChannelOrder.BGR, record.order());
            assertEquals(USUAL.scale(), record.scale());
            assertEquals(List.of(.406, .456, .485), record.mean(), "blue first");
        }
    }

    /** Without any file: filters that are made to have the bits of a known layer are taken for it, others are not. */
    @Test
    void twoBitsAFilterAreCompared() {
        long energies = 0x2a00010308548220L, sums = 0x43ce96d243d4be6eL;
        float[] made = made(energies, sums);
        assertEquals(ChannelOrder.BGR, order(made));
        assertEquals(ChannelOrder.RGB, order(reversed(made)));
        assertEquals(null, order(made(energies, ~sums)));
        assertEquals(null, order(made(energies ^ 0x1FF, sums)), "9 of 128 bits differ");
        assertEquals(ChannelOrder.BGR, order(made(energies ^ 0xF, sums)), "4 of 128 bits differ");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) assertEquals(null, order(made(random.nextLong(), random.nextLong())));
    }

    private static ChannelOrder order(float[] weights) {
        return KnownFirstLayer.preprocessing(weights, 3, USUAL)
                .map(PreprocessingRecord::order)
                .orElse(null);
    }

    /** Filters of blue and red that have these bits: two different energies, and a sign. */
    private static float[] made(long energies, long sums) {
        float[] weights = new float[64 * 3 * 9];
        for (int k = 0; k < 64; k++) {
            boolean blue = (energies >> k & 1) == 1, larger = (sums >> k & 1) == 1;
            float strong = blue == larger ? 0.5f : -0.5f, weak = 0.1f;
            for (int i = 0; i < 9; i++) {
                weights[k * 27 + i] = blue ? strong : weak;
                weights[k * 27 + 18 + i] = blue ? weak : strong;
            }
        }
        return weights;
    }

    private static float[] reversed(float[] weights) {
        float[] reversed = weights.clone();
        for (int k = 0; k < 64; k++)
            for (int i = 0; i < 9; i++) {
                reversed[k * 27 + i] = weights[k * 27 + 18 + i];
                reversed[k * 27 + 18 + i] = weights[k * 27 + i];
            }
        return reversed;
    }
}
