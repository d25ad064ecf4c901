package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Monitor;

/**
 * Reports which fraction of all passes over tiles is done; later iterations are expected to take as many passes as the
 * last one.
 */
final class TiledProgress {

    private final Monitor monitor;
    private final int iterations;
    private final int tiles;
    private int expected;
    private int iteration;
    private int passesBefore;
    private int passes;
    private int tile;
    private double fraction;

    /**
     * @param iterations the largest number of iterations
     * @param expected passes per iteration, except for the first
     * @param tiles tiles per pass
     */
    TiledProgress(Monitor monitor, int iterations, int expected, int tiles) {
        this.monitor = monitor;
        this.iterations = iterations;
        this.expected = expected;
        this.tiles = tiles;
    }

    /** Is notified of iterations, and passes them on with the fraction done. */
    Monitor monitor() {
        return new Monitor() {
            @Override
            public void progress(double done, String message) {
                monitor.progress(done == 1 ? 1 : fraction, message);
            }

            @Override
            public boolean cancelled() {
                return monitor.cancelled();
            }
        };
    }

    /** An iteration begins. */
    void iteration() {
        if (iteration > 1) expected = passes;
        passesBefore += passes;
        passes = 0;
        iteration++;
    }

    /** A pass begins. */
    void pass() {
        passes++;
        tile = 0;
    }

    /** A tile is done. */
    void tile() {
        tile++;
        double done = passesBefore + passes - 1 + (double) tile / tiles;
        int inThis = Math.max(passes, iteration == 1 ? 1 : expected);
        double all = passesBefore + inThis + Math.max(0, iterations - iteration) * expected;
        // The expected total may grow, but the progress never goes back.
        fraction = Math.max(fraction, done / all);
        monitor.progress(fraction, null);
    }
}
