package sc.fiji.invertibility.classify;

/** Adam (Kingma & Ba 2015) on the weights of a soft-max, with the usual constants. */
final class Adam {

    private static final double FIRST = 0.9, SECOND = 0.999, EPSILON = 1e-8;

    private final float[] mean;
    private final float[] square;
    private long steps;

    Adam(int parameters) {
        mean = new float[parameters];
        square = new float[parameters];
    }

    /**
     * Changes weights and biases by one step.
     *
     * @param gradient of the weights, then of the biases
     * @param factor of the settings' rate
     */
    void step(float[] weights, float[] bias, float[] gradient, SoftmaxSettings settings, double factor) {
        steps++;
        double rate = settings.rate() * factor * Math.sqrt(1 - Math.pow(SECOND, steps)) / (1 - Math.pow(FIRST, steps));
        change(weights, 0, gradient, (float) rate, (float) settings.decay());
        change(bias, weights.length, gradient, (float) rate, 0);
    }

    private void change(float[] values, int from, float[] gradient, float rate, float decay) {
        float first = (float) FIRST, second = (float) SECOND, epsilon = (float) EPSILON;
        for (int i = 0; i < values.length; i++) {
            float g = gradient[from + i] + decay * values[i];
            float m = first * mean[from + i] + (1 - first) * g;
            float v = second * square[from + i] + (1 - second) * g * g;
            mean[from + i] = m;
            square[from + i] = v;
            values[i] -= rate * m / ((float) Math.sqrt(v) + epsilon);
        }
    }
}
