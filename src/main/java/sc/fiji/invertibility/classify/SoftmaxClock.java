package sc.fiji.invertibility.classify;

import sc.fiji.invertibility.train.TrainingClock;

/**
 * How much of the training of a soft-max is done, by its epochs and by the clock, and the rate that falls with that.
 */
final class SoftmaxClock {

    private final int epochs;
    private final TrainingClock clock;
    private double done;

    private SoftmaxClock(int epochs, TrainingClock clock) {
        this.epochs = epochs;
        this.clock = clock;
    }

    static SoftmaxClock start(SoftmaxSettings settings) {
        return after(0, 0, settings);
    }

    /** A clock that goes on after some epochs, which took some seconds. */
    static SoftmaxClock after(int epochs, double seconds, SoftmaxSettings settings) {
        double minutes = settings.minutes() > 0 ? settings.minutes() : Double.POSITIVE_INFINITY;
        SoftmaxClock clock = new SoftmaxClock(settings.epochs(), TrainingClock.start(minutes, seconds));
        clock.advance(epochs);
        return clock;
    }

    /** Sets how many epochs are done, the part of one under way included. */
    void advance(double count) {
        done = Math.max(count / epochs, clock.done());
    }

    /** {@return the part that is done, from 0 on; 1 or more at the end} */
    double done() {
        return done;
    }

    /** {@return the factor of the rate, along a half cosine} */
    double rate() {
        return (1 + Math.cos(Math.PI * Math.min(1, done))) / 2;
    }

    double seconds() {
        return clock.seconds();
    }
}
