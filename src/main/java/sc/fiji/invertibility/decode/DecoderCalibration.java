package sc.fiji.invertibility.decode;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.ChainPass;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.Step;

/**
 * What some images tell about the size of activations. A decoder is trained on activations with a root mean square of
 * one, and begins with one in each of its own layers (after Mishkin & Matas, 2016): transposed filters of a trained
 * encoder fit its activations, so that without this values grow from layer to layer, and the first steps, against a
 * huge error, leave units that are never active again.
 *
 * @param encoder for each of the encoder's layers, what makes the root mean square of its activations one
 * @param decoder the same for each of the decoder's layers, before training and without biases
 */
record DecoderCalibration(double[] encoder, double[] decoder) {

    /** The root mean square of the first images, which are close to grey, so that they are corrected least. */
    private static final double FIRST = 0.2;

    /**
     * Measures.
     *
     * @param examples images of one size, from 0 to 255
     */
    static DecoderCalibration of(Engine engine, DecoderChains chains, Preprocessing input, List<Example> examples) {
        double[] up = new double[chains.encoder().layers().size()];
        double[] down = new double[chains.decoder().layers().size()];
        ToDoubleFunction<FeatureMap> square =
                map -> engine.dot(map, map) / map.shape().size() / examples.size();
        for (Example example : examples)
            try (Step step = Step.inference(engine)) {
                ChainPass encoded = chains.encoder()
                        .forward(step, List.of(engine.upload(step.scope(), input.apply(example.image()))));
                ChainPass decoded = chains.decoder().forward(step, encoded.output());
                for (int i = 0; i < up.length; i++)
                    up[i] += square.applyAsDouble(encoded.output(i).get(0));
                for (int i = 0; i < down.length; i++)
                    down[i] += square.applyAsDouble(decoded.output(i).get(0));
            }
        return new DecoderCalibration(factors(up), factors(down));
    }

    private static double[] factors(double[] squares) {
        return IntStream.range(0, squares.length)
                .mapToDouble(i -> squares[i] > 0 ? 1 / Math.sqrt(squares[i]) : 1)
                .toArray();
    }

    /** Scales the decoder's filters, for activations that are scaled. */
    void apply(Engine engine, List<DecodingStep> steps, DecoderChains chains) {
        double above = encoder[encoder.length - 1];
        for (int i = 0; i < decoder.length; i++) {
            if (!(steps.get(i) instanceof DecodingStep.Convolution c)) continue;
            double whole = c.rectified() ? decoder[i] : decoder[i] * FIRST;
            FeatureMap weights =
                    chains.decoder().layers().get(i).parameters().get(0).value();
            engine.scale((float) (whole / above), weights);
            above = whole;
        }
    }
}
