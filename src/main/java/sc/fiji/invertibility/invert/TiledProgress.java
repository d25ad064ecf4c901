package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Monitor;

/** Tells how much of all passes over tiles is done; later iterations are expected to take as many as the last one. */
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
     * @param iterations how many there are at most
     * @param expected passes of an iteration but the first
     * @param tiles of a pass
     */
    TiledProgress(Monitor monitor, int iterations, int expected, int tiles) {
        this.monitor = monitor;
        this.iterations = iterations;
        this.expected = expected;
        this.tiles = tiles;
    }

    /** Hears of iterations and puts in how far they are. */
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
        // What is expected may grow, but nothing is undone.
        fraction = Math.max(fraction, done / all);
        monitor.progress(fraction, null);
    }
}
