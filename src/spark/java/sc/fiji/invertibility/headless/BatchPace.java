package sc.fiji.invertibility.headless;

/** How fast a batch proceeds: how many images a task should have, and how long the rest will take. */
final class BatchPace {

    /** The most images in a task. */
    static final int MOST_IMAGES_A_TASK = 64;

    /** How long a task should take, in milliseconds: much longer than it takes to send it. */
    private static final long TASK_MILLISECONDS = 1000;

    private final long start = System.nanoTime();
    private long worked, workedMilliseconds;

    /** An image took so long; one that was done before took no time, and does not count. */
    void worked(long milliseconds) {
        if (milliseconds <= 0) return;
        worked++;
        workedMilliseconds += milliseconds;
    }

    /** As many images as take about a second; a single one until it is known. */
    int imagesATask() {
        if (worked == 0) return 1;
        return (int) Math.min(MOST_IMAGES_A_TASK, Math.max(1, TASK_MILLISECONDS * worked / workedMilliseconds));
    }

    /** How long so many images will take; 0 if it is not known yet. */
    long secondsLeft(long images) {
        if (worked == 0) return 0;
        double seconds = (System.nanoTime() - start) / 1e9;
        return (long) (seconds / worked * images);
    }
}
