package sc.fiji.invertibility.train;

import java.util.List;

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
     * A run goes on from a checkpoint. Unless this is overridden, {@link #epoch} is told of its epochs.
     *
     * @param earlier what the epochs before came to, at least one
     */
    default void resumed(List<EpochReport> earlier) {
        earlier.forEach(this::epoch);
    }

    /**
     * An epoch ended, and its checkpoint was written.
     *
     * @param report what it came to
     */
    default void epoch(EpochReport report) {}
}
