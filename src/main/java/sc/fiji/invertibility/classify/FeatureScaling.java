package sc.fiji.invertibility.classify;

import java.io.IOException;
import sc.fiji.invertibility.compute.Monitor;

/** What brings features to mean 0 and variance 1: subtracting the mean, and then multiplying. */
record FeatureScaling(float[] mean, float[] factor) {

    /** Features that hardly differ between images are not blown up. */
    private static final double LEAST_DEVIATION = 1e-3;

    static FeatureScaling of(LabelledFeatures images, Monitor monitor) throws IOException {
        int length = images.length();
        float[] row = new float[length];
        double[] sum = new double[length], squares = new double[length];
        for (int i = 0; i < images.size(); i++) {
            if (i % 1024 == 0) monitor.check();
            images.read(i, row, 0);
            for (int f = 0; f < length; f++) {
                sum[f] += row[f];
                squares[f] += (double) row[f] * row[f];
            }
        }
        float[] mean = new float[length], factor = new float[length];
        for (int f = 0; f < length; f++) {
            double m = sum[f] / images.size(), variance = squares[f] / images.size() - m * m;
            mean[f] = (float) m;
            factor[f] = (float) (1 / Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, variance))));
        }
        return new FeatureScaling(mean, factor);
    }

    void apply(float[] values, int from) {
        for (int f = 0; f < mean.length; f++) values[from + f] = (values[from + f] - mean[f]) * factor[f];
    }

    /** The layer for features as they are, of one for scaled features. */
    SoftmaxLayer undone(SoftmaxLayer scaled) {
        float[] weights = new float[scaled.weights().length], bias = new float[scaled.classes()];
        for (int c = 0; c < scaled.classes(); c++) {
            double shift = scaled.bias()[c];
            for (int f = 0; f < mean.length; f++) {
                int at = c * mean.length + f;
                weights[at] = scaled.weights()[at] * factor[f];
                shift -= (double) weights[at] * mean[f];
            }
            bias[c] = (float) shift;
        }
        return new SoftmaxLayer(scaled.classes(), mean.length, weights, bias);
    }
}
