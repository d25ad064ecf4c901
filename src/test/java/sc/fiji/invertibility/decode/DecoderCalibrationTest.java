package sc.fiji.invertibility.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.network.Vgg;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.weights.NetworkWeights;
import sc.fiji.invertibility.weights.WeightFile;

/** The scale of the filters that a training begins with, for the trained ones of VGG-16 that lie beside the project. */
class DecoderCalibrationTest {

    @Test
    void everyLayerOfAnUntrainedDecoderHasARootMeanSquareOfOne() throws IOException {
        Network vgg = vgg();
        Preprocessing input = Preprocessing.of("RGB minus mean");
        DecoderPlan plan = new DecoderPlan(vgg, vgg.layer("pool2"), UnpoolingMode.SWITCHES);
        List<DecodingStep> steps = plan.steps();
        List<Example> examples = List.of(
                DecoderTrainingTest.STRIPES.read(1, new SplittableRandom(1)),
                DecoderTrainingTest.STRIPES.read(2, new SplittableRandom(2)));
        try (Engine engine = Engines.open(Engines.JAVA, warning -> {});
                Scope scope = new Scope()) {
            DecoderChains chains = DecoderChains.of(engine, scope, plan, steps);
            DecoderCalibration before = DecoderCalibration.of(engine, chains, input, examples);
            before.apply(engine, steps, chains);
            DecoderCalibration after = DecoderCalibration.of(engine, chains, input, examples);
            // Activations are not scaled here, so that they and all that is made of them are larger by this factor.
            double scale = before.encoder()[before.encoder().length - 1];
            double largest = 0;
            for (int i = 0; i < steps.size(); i++) {
                if (!(steps.get(i) instanceof DecodingStep.Convolution c)) continue;
                double rms = scale / after.decoder()[i];
                assertEquals(c.rectified() ? 1 : 0.2, rms, 1e-3, c.name());
                largest = Math.max(largest, scale / before.decoder()[i]);
            }
            assertTrue(largest > 10, "without this, values grow from layer to layer: " + largest);
        }
    }

    private static Network vgg() throws IOException {
        try (WeightFile file = WeightFile.open(Shared.file("weights/vgg16/vgg16_conv1-2_f32.safetensors"))) {
            return NetworkWeights.read(file, Vgg.sixteen(), "pool2").network();
        }
    }
}
