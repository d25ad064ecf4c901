package sc.fiji.invertibility.train;

import java.util.Locale;
import java.util.Optional;

/**
 * Training led to values that are not numbers, or to worse results than it began with. The message is a sentence for
 * the user.
 */
public final class TrainingDiverged extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final String ADVICE = "; a lower rate is expected to help";

    /**
     * A loss of the last epoch that is so many times that of the first step is no noise. At the beginning, a batch may
     * be easier than the others; but losses are means of squares, and those of batches differ by less than this even
     * before anything is learnt, and training makes them smaller.
     */
    private static final double FAR_ABOVE = 4;

    TrainingDiverged(String what, double value, long step, int epoch) {
        super("training diverged: the " + what + " became " + value + " in step " + step + ", epoch " + epoch + ADVICE);
    }

    /**
     * Looks at where a training began and ended.
     *
     * @param first the loss of the first step; not above 0 if it is not known
     * @param last the mean loss of the last epoch
     * @return a sentence if the last is far above the first
     */
    static Optional<String> between(double first, double last) {
        if (!(first > 0) || !(last > FAR_ABOVE * first)) return Optional.empty();
        return Optional.of(String.format(
                Locale.ROOT,
                "training diverged: the loss is %.4g in the last epoch, and was %.4g in the first step%s",
                last,
                first,
                ADVICE));
    }
}
