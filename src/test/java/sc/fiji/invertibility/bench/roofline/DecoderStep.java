package sc.fiji.invertibility.bench.roofline;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sc.fiji.invertibility.bench.RandomInputs;
import sc.fiji.invertibility.bench.torch.TorchWork;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.train.Adam;
import sc.fiji.invertibility.train.ChainPass;
import sc.fiji.invertibility.train.ConvolutionLayer;
import sc.fiji.invertibility.train.LayerChain;
import sc.fiji.invertibility.train.SquaredLoss;
import sc.fiji.invertibility.train.Step;
import sc.fiji.invertibility.train.UnpoolingLayer;

/**
 * A step of training a decoder of VGG-16's pool1: the encoder's two convolutions and its pooling, unpooling by switches,
 * 64→64 and 64→3 filters of 3×3, the gradients of all weights and biases, and Adam, of a batch of 224×224 pixels.
 */
final class DecoderStep {

    private static final int IMAGES = 8, SIDE = 224, CHANNELS = 64;
    private static final Pooling PAIRS = new Pooling(2, 2, false, Pooling.Selection.LARGEST);

    private DecoderStep() {}

    static EngineOperation operation() {
        double pixels = (double) IMAGES * SIDE * SIDE, weights = 9.0 * CHANNELS * (CHANNELS + 3);
        // Encoder: 3→64 and 64→64. Decoder: both convolutions forward, both filter gradients, the transpose of the
        // last.
        double operations = 2 * pixels * (3 * weights + 9.0 * CHANNELS * 3);
        double map = Float.BYTES * CHANNELS * pixels, image = Float.BYTES * 3 * pixels;
        // Each layer reads its input and writes its output once, and each gradient reads two maps.
        double bytes = image + map + 2 * map + map / 2 + map / 2 + map + 2 * map + map + image;
        bytes += 3 * image + (image + map) + (image + map) + 3 * map + 2 * map;
        return new EngineOperation(
                "step of a pool1 decoder, " + IMAGES + " of " + SIDE + "²",
                operations,
                bytes,
                DecoderStep::prepare,
                new TorchWork("decoder step")
                        .number("images", IMAGES)
                        .number("height", SIDE)
                        .number("width", SIDE));
    }

    private static Consumer<Scope> prepare(Engine engine, Scope owner) {
        FilterBank first = GaussianFilters.scaled(CHANNELS, 3, 3, 1),
                second = GaussianFilters.scaled(CHANNELS, CHANNELS, 3, 2);
        PackedFilters conv1 = engine.pack(owner, first), conv2 = engine.pack(owner, second);
        LayerChain decoder = LayerChain.of(List.of(
                new UnpoolingLayer("unpool1", "pool1", Unpooling.SWITCHES, UnpoolingLayer.UnpooledSize.blocks(2)),
                ConvolutionLayer.trained(engine, owner, "a", second.withBias(new float[CHANNELS]), Rectification.RELU),
                ConvolutionLayer.trained(
                        engine,
                        owner,
                        "b",
                        GaussianFilters.scaled(3, CHANNELS, 3, 3).withBias(new float[3]),
                        Rectification.NONE)));
        List<FeatureMap> x = engine.uploadAll(
                owner,
                IntStream.range(0, IMAGES)
                        .mapToObj(i -> RandomInputs.image(new Shape(3, SIDE, SIDE), i))
                        .toList());
        int[] number = {0};
        return scope -> {
            try (Step step = Step.training(engine, 1)) {
                List<FeatureMap> h = engine.convolveAll(step.scope(), x, conv1, Rectification.RELU);
                step.codes("pool1", engine.encodeAll(step.scope(), h, conv2, Rectification.RELU, PAIRS));
                List<FeatureMap> pooled =
                        step.codes("pool1").stream().map(z -> z.values()).toList();
                ChainPass pass = decoder.forward(step, pooled);
                pass.backward(new SquaredLoss(1)
                        .of(engine, step.scope(), pass.output(), x)
                        .gradient());
                step.gradientNorm();
                Adam.of(1e-6).update(engine, step.gradients(), ++number[0], 1);
            }
        };
    }
}
