package sc.fiji.invertibility.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How long and by what rule training goes on.
 *
 * @param optimiser the rule
 * @param epochs how many epochs at most, ≥ 1
 * @param minutes how long at most, above 0; {@link Double#POSITIVE_INFINITY} for no limit. The epoch under way then
 *     ends early
 * @param seed of dropout
 * @param schedule how the rate changes
 * @param checkpoint the file that is written after each epoch, if one is
 */
public record TrainingSettings(
        Optimiser optimiser, int epochs, double minutes, long seed, Schedule schedule, Optional<Path> checkpoint) {

    /** How the rate changes. */
    public enum Schedule {
        /** Not at all. */
        CONSTANT,
        /** Falls to zero along a half cosine, over the epochs, or over the minutes if they are fewer. */
        COSINE
    }

    /**
     * Checks the limits.
     *
     * @param optimiser the rule
     * @param epochs ≥ 1
     * @param minutes above 0
     * @param seed of dropout
     * @param schedule how the rate changes
     * @param checkpoint the file that is written after each epoch
     */
    public TrainingSettings {
        if (epochs < 1) throw new IllegalArgumentException("epochs must be at least 1, not " + epochs);
        if (!(minutes > 0)) throw new IllegalArgumentException("minutes must be above 0, not " + minutes);
    }

    /**
     * A constant rate, no limit of time, no checkpoint.
     *
     * @param optimiser the rule
     * @param epochs how many epochs, ≥ 1
     * @param seed of dropout
     * @return the settings
     */
    public static TrainingSettings of(Optimiser optimiser, int epochs, long seed) {
        return new TrainingSettings(
                optimiser, epochs, Double.POSITIVE_INFINITY, seed, Schedule.CONSTANT, Optional.empty());
    }

    /**
     * Sets the file that is written after each epoch.
     *
     * @param file the file
     * @return the changed settings
     */
    public TrainingSettings withCheckpoint(Path file) {
        return new TrainingSettings(optimiser, epochs, minutes, seed, schedule, Optional.of(file));
    }

    /**
     * Limits the time.
     *
     * @param limit minutes, above 0
     * @return the changed settings
     */
    public TrainingSettings withMinutes(double limit) {
        return new TrainingSettings(optimiser, epochs, limit, seed, schedule, checkpoint);
    }

    /**
     * Sets how the rate changes.
     *
     * @param change how
     * @return the changed settings
     */
    public TrainingSettings withSchedule(Schedule change) {
        return new TrainingSettings(optimiser, epochs, minutes, seed, change, checkpoint);
    }

    /** What the rate is multiplied by where a part of the training is done. */
    double factor(double done) {
        return schedule == Schedule.CONSTANT ? 1 : Math.max(1e-3, (1 + Math.cos(Math.PI * Math.min(1, done))) / 2);
    }
}
