package sc.fiji.invertibility.invert;

/** Gradient descent with momentum and an adaptive step: never worse than the best position so far. */
final class MomentumDescent {

    private static final double GROWTH = 1.1;
    private static final double SHRINKAGE = 0.5;

    private final double firstLength;
    private final double momentum;
    private float[] position;
    private float[] best;
    private float[] bestGradient;
    private float[] velocity;
    private double bestValue = Double.POSITIVE_INFINITY;
    private double rate;

    /**
     * @param start the initial position; not copied
     * @param firstLength length of the first step
     * @param momentum the fraction of the last step that is repeated, [0, 1)
     */
    MomentumDescent(float[] start, double firstLength, double momentum) {
        this.position = start;
        this.best = start;
        this.firstLength = firstLength;
        this.momentum = momentum;
        this.velocity = new float[start.length];
    }

    /** The position at which the objective is to be evaluated next. */
    float[] position() {
        return position;
    }

    /** The position at which the objective was smallest so far. */
    float[] best() {
        return best;
    }

    /**
     * Receives the objective and its gradient at {@link #position}, and moves on.
     *
     * @return whether the position was better than all previous ones
     */
    boolean accept(double value, float[] gradient) {
        boolean better = value < bestValue;
        if (better) {
            if (rate == 0) rate = firstLength / Math.max(Float.MIN_NORMAL, norm(gradient));
            else rate *= GROWTH;
            best = position;
            bestGradient = gradient;
            bestValue = value;
        } else {
            rate *= SHRINKAGE;
            velocity = new float[velocity.length];
        }
        float[] next = new float[best.length];
        for (int i = 0; i < next.length; i++) {
            velocity[i] = (float) (momentum * velocity[i] - rate * bestGradient[i]);
            next[i] = best[i] + velocity[i];
        }
        position = next;
        return better;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) sum += (double) value * value;
        return Math.sqrt(sum);
    }
}
