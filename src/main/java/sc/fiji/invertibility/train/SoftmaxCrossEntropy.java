package sc.fiji.invertibility.train;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;

/** The cross-entropy of soft-max probabilities and the true classes. */
public final class SoftmaxCrossEntropy {

    private SoftmaxCrossEntropy() {}

    /**
     * The loss, its gradient, and the probabilities, which the host computes anyway.
     *
     * @param loss the mean of −log p of the true class, and the gradient with respect to the scores
     * @param probabilities for each map a probability for each class
     */
    public record Result(LossGradient loss, double[][] probabilities) {}

    /**
     * Computes the loss and its gradient.
     *
     * @param engine the engine
     * @param scope the owner of the gradient
     * @param scores one map for each example, C×1×1
     * @param labels the true classes, from 0 to C − 1
     * @return the mean loss, its gradient, and the probabilities
     * @throws IllegalArgumentException if a map has other sizes, or there is no such class
     */
    public static Result of(Engine engine, Scope scope, List<FeatureMap> scores, int[] labels) {
        double[][] probabilities = probabilities(engine, scores);
        double loss = 0;
        List<Img<FloatType>> gradients = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            double[] p = probabilities[i];
            if (labels[i] < 0 || labels[i] >= p.length)
                throw new IllegalArgumentException("there are " + p.length + " classes, none has number " + labels[i]);
            loss -= Math.log(Math.max(p[labels[i]], Float.MIN_NORMAL));
            if (Double.isNaN(p[labels[i]])) loss = Double.NaN;
            float[] gradient = new float[p.length];
            for (int c = 0; c < p.length; c++)
                gradient[c] = (float) ((p[c] - (c == labels[i] ? 1 : 0)) / labels.length);
            gradients.add(ArrayImgs.floats(gradient, 1, 1, p.length));
        }
        LossGradient result = new LossGradient(loss / labels.length, engine.uploadAll(scope, gradients));
        return new Result(result, probabilities);
    }

    /**
     * Computes the probabilities.
     *
     * @param engine the engine
     * @param scores one map for each example, C×1×1
     * @return for each map a probability for each class
     */
    public static double[][] probabilities(Engine engine, List<FeatureMap> scores) {
        double[][] all = new double[scores.size()][];
        List<Img<FloatType>> images = engine.downloadAll(scores);
        for (int i = 0; i < all.length; i++) {
            if (scores.get(i).shape().pixels() != 1)
                throw new IllegalArgumentException("a score for each class is needed, C×1×1, not "
                        + scores.get(i).shape());
            double[] p = new double[scores.get(i).shape().channels()];
            int c = 0;
            double largest = Double.NEGATIVE_INFINITY, sum = 0;
            for (FloatType value : images.get(i)) largest = Math.max(largest, p[c++] = value.get());
            for (c = 0; c < p.length; c++) sum += p[c] = Math.exp(p[c] - largest);
            for (c = 0; c < p.length; c++) p[c] /= sum;
            all[i] = p;
        }
        return all;
    }
}
