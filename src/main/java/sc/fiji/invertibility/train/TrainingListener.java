package sc.fiji.invertibility.train;

/** Sees the learning curve while it grows, in the thread that trains. */
public interface TrainingListener {

    /** Sees nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * A step was taken.
     *
     * @param number steps since the beginning of the training
     * @param epoch the epoch, from 1 on
     * @param score of its batch, before the step
     */
    default void step(long number, int epoch, Objective.Score score) {}

    /**
     * An epoch ended, and its checkpoint was written; of a resumed run, those before it, too.
     *
     * @param report what it came to
     */
    default void epoch(EpochReport report) {}
}
