package sc.fiji.invertibility.classify;

/** How much of the training of a soft-max is done, by its epochs and by the clock, and the rate that falls with that. */
final class SoftmaxClock {

    private static final double NANOSECONDS = 1e9, SECONDS_PER_MINUTE = 60;

    private final SoftmaxSettings settings;
    private final double earlier;
    private final long start = System.nanoTime();
    private double done;

    private SoftmaxClock(SoftmaxSettings settings, double earlier, double done) {
        this.settings = settings;
        this.earlier = earlier;
        this.done = done;
    }

    static SoftmaxClock start(SoftmaxSettings settings) {
        return new SoftmaxClock(settings, 0, 0);
    }

    /** A clock that goes on after some epochs, which took some seconds. */
    SoftmaxClock after(int epochs, double seconds) {
        SoftmaxClock clock = new SoftmaxClock(settings, seconds, 0);
        clock.advance(epochs);
        return clock;
    }

    /** Sets how many epochs are done, the part of one under way included. */
    void advance(double epochs) {
        done = epochs / settings.epochs();
        if (settings.minutes() > 0) done = Math.max(done, seconds() / (settings.minutes() * SECONDS_PER_MINUTE));
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
        return earlier + (System.nanoTime() - start) / NANOSECONDS;
    }
}
