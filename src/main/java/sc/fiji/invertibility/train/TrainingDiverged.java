package sc.fiji.invertibility.train;

/** Training led to values that are not numbers. The message is a sentence for the user. */
public final class TrainingDiverged extends RuntimeException {

    private static final long serialVersionUID = 1;

    TrainingDiverged(String what, double value, long step, int epoch) {
        super("training diverged: the " + what + " became " + value + " in step " + step + ", epoch " + epoch
                + "; a lower rate is expected to help");
    }
}
