package sc.fiji.invertibility.train;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** What is to become small. */
public interface Objective {

    /**
     * Evaluates a batch.
     *
     * @param step in training, the gradients are to be added to it; else it is a validation
     * @param batch the examples
     * @return how good the parameters are for them
     */
    Score evaluate(Step step, List<Example> batch);

    /** {@return the parameters, statistics included, as they belong into a checkpoint} */
    List<Parameter> parameters();

    /** {@return what {@link Score#measure} is, such as {@code accuracy} or {@code psnr_db}, for tables and plots} */
    default String measure() {
        return "measure";
    }

    /**
     * How good the parameters are.
     *
     * @param loss the mean loss
     * @param measure the mean of what else is measured
     * @param examples over how many examples
     */
    record Score(double loss, double measure, long examples) {

        /** No examples. */
        static final Score NONE = new Score(0, 0, 0);

        /**
         * Returns the score of these examples and others.
         *
         * @param other the score of others
         * @return the means over both
         */
        public Score and(Score other) {
            long all = examples + other.examples;
            if (all == 0) return NONE;
            return new Score(
                    (loss * examples + other.loss * other.examples) / all,
                    (measure * examples + other.measure * other.examples) / all,
                    all);
        }

        /** The same with another measure, such as the logarithm of the mean. */
        Score with(DoubleUnaryOperator function) {
            return new Score(loss, function.applyAsDouble(measure), examples);
        }
    }
}
