package sc.fiji.invertibility.train;

import java.util.List;

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

    /**
     * How good the parameters are.
     *
     * @param loss the mean loss
     * @param measure the mean of what else is measured, such as an accuracy or a PSNR in dB
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
    }
}
