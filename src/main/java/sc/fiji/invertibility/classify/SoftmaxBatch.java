package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.imglib2.parallel.Parallelization;

/** The gradient of the mean cross-entropy of some images. Its memory is used again for each batch. */
final class SoftmaxBatch {

    /** Each part of a batch adds up its own gradient; their number does not depend on that of the threads. */
    private static final int PARTS = 4;

    /**
     * What a batch gave.
     *
     * @param loss the sum of the images' cross-entropies
     * @param correct how many images were classified correctly
     */
    record Result(double loss, long correct) {}

    private final LabelledFeatures images;
    private final FeatureScaling scaling;
    private final SoftmaxLayer layer;
    private final double dropout;
    private final float[][] gradients;
    private final float[][] rows;

    SoftmaxBatch(LabelledFeatures images, FeatureScaling scaling, SoftmaxLayer layer, SoftmaxSettings settings) {
        this.images = images;
        this.scaling = scaling;
        this.layer = layer;
        this.dropout = settings.dropout();
        gradients = new float[PARTS][layer.weights().length + layer.classes()];
        rows = new float[PARTS][layer.length()];
    }

    /** {@return the gradient of the last batch: weights, then biases} */
    float[] gradient() {
        return gradients[0];
    }

    /** Computes the gradient at the layer's present weights, for some images of an order. */
    Result run(int[] order, int from, int to, long seed) {
        Result[] results = new Result[PARTS];
        int share = (to - from + PARTS - 1) / PARTS;
        List<Integer> parts = IntStream.range(0, PARTS).boxed().toList();
        Parallelization.getTaskExecutor().forEach(parts, part -> {
            int first = Math.min(to, from + part * share);
            results[part] = part(part, order, first, Math.min(to, first + share), seed);
        });
        float scale = 1f / (to - from);
        float[] sum = gradients[0], second = gradients[1], third = gradients[2], fourth = gradients[3];
        for (int i = 0; i < sum.length; i++) sum[i] = scale * (sum[i] + second[i] + third[i] + fourth[i]);
        double loss = 0;
        long correct = 0;
        for (Result result : results) {
            loss += result.loss();
            correct += result.correct();
        }
        return new Result(loss, correct);
    }

    private Result part(int part, int[] order, int from, int to, long seed) {
        float[] gradient = gradients[part], x = rows[part];
        Arrays.fill(gradient, 0);
        int length = layer.length(), classes = layer.classes();
        double[] scores = new double[classes];
        double loss = 0;
        long correct = 0;
        for (int at = from; at < to; at++) {
            int label = images.label(order[at]);
            read(order[at], x, seed + at);
            for (int c = 0; c < classes; c++)
                scores[c] = SoftmaxLayer.dot(x, 0, layer.weights(), c * length, length) + layer.bias()[c];
            double score = scores[label];
            if (SoftmaxLayer.largest(scores) == label) correct++;
            loss += SoftmaxLayer.normalise(scores) - score;
            for (int c = 0; c < classes; c++) {
                float error = (float) (scores[c] - (c == label ? 1 : 0));
                axpy(error, x, gradient, c * length);
                gradient[classes * length + c] += error;
            }
        }
        return new Result(loss, correct);
    }

    private void read(int image, float[] x, long seed) {
        try {
            images.read(image, x, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        scaling.apply(x, 0);
        if (dropout == 0) return;
        SplittableRandom random = new SplittableRandom(seed);
        float kept = (float) (1 / (1 - dropout));
        // 16 random bits a feature are enough, and four features come from each number.
        long threshold = Math.round(dropout * (1 << 16)), bits = 0;
        for (int f = 0; f < x.length; f++) {
            if (f % 4 == 0) bits = random.nextLong();
            x[f] = (bits & 0xffff) < threshold ? 0 : x[f] * kept;
            bits >>>= 16;
        }
    }

    private static void axpy(float a, float[] x, float[] y, int at) {
        for (int i = 0; i < x.length; i++) y[at + i] += a * x[i];
    }
}
