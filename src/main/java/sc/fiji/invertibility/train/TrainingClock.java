package sc.fiji.invertibility.train;

/** How long a training has taken, what was before it was resumed included, and which part of its limit that is. */
public final class TrainingClock {

    private static final double NANOSECONDS = 1e9, SECONDS_PER_MINUTE = 60;

    private final double limit;
    private final double earlier;
    private final long start = System.nanoTime();

    private TrainingClock(double limit, double earlier) {
        this.limit = limit;
        this.earlier = earlier;
    }

    /**
     * Starts a clock.
     *
     * @param minutes the limit, above 0; {@link Double#POSITIVE_INFINITY} for none
     * @param earlier seconds that the training took before it was resumed
     * @return the clock
     */
    public static TrainingClock start(double minutes, double earlier) {
        return new TrainingClock(minutes * SECONDS_PER_MINUTE, earlier);
    }

    /** {@return the seconds until now} */
    public double seconds() {
        return earlier + (System.nanoTime() - start) / NANOSECONDS;
    }

    /** {@return the part of the limit that is over, 1 or more at the end; 0 if there is none} */
    public double done() {
        return seconds() / limit;
    }
}
