package sc.fiji.invertibility.compute.java;

/**
 * Sums filter taps over whole maps, tile by tile, for convolution as well as for the adjoint. The taps of an output are
 * added in the same order wherever it lies, so the result does not depend on tiles or threads.
 */
final class DirectCorrelation {

    /** Outputs per tile and channel. */
    private static final int TILE = 800;

    /** Sums that one thread works on; they should stay in the second-level cache. */
    private static final int SUMS = 1 << 16;

    private final WorkerPool workers;

    DirectCorrelation(WorkerPool workers) {
        this.workers = workers;
    }

    /** Fills the outputs of one entry of taps. */
    void apply(FilterTaps taps, HeapMap input, HeapMap output, float[] bias, boolean rectify) {
        int rows = FilterTaps.extent(output.height(), taps.outputPhaseY(), taps.outputStep());
        int columns = FilterTaps.extent(output.width(), taps.outputPhaseX(), taps.outputStep());
        if (rows == 0 || columns == 0) return;
        int width = OutputTile.evenly(columns, 256);
        int height = OutputTile.evenly(rows, Math.max(1, TILE / width));
        int down = (rows + height - 1) / height;
        int across = (columns + width - 1) / width;
        int parts = parts(taps, down * across, height * width);
        int most = OutputTile.ceiling(OutputTile.ceiling(taps.outputs(), GemmKernel.ROWS), parts) * GemmKernel.ROWS;
        TileScratch.Inputs inputs = TileScratch.Inputs.of(input);
        workers.forEach(
                down * across * parts,
                () -> new TileScratch(most, taps.taps().length, height * width),
                (scratch, piece) -> {
                    int row = piece / parts / across * height;
                    int column = piece / parts % across * width;
                    OutputTile tile = new OutputTile(
                            row, column, Math.min(height, rows - row), Math.min(width, columns - column));
                    int from = part(piece % parts, parts, taps.outputs());
                    int to = part(piece % parts + 1, parts, taps.outputs());
                    scratch.clear(to - from, bias, taps.firstOutput() + from);
                    scratch.add(taps, from, to == taps.outputs() ? GemmKernel.withSpare(to) : to, inputs, tile);
                    for (int o = from; o < to; o++) {
                        float[] sums = scratch.sums(o - from);
                        if (rectify) rectify(sums);
                        tile.write(sums, taps, output, taps.firstOutput() + o);
                    }
                });
    }

    /**
     * The number of parts that the outputs of a tile are split into, for the cache's sake and to give all threads work.
     */
    private int parts(FilterTaps taps, int tiles, int size) {
        int forCache = (int) Math.min(taps.outputs(), ((long) taps.outputs() * size + SUMS - 1) / SUMS);
        int forThreads = Math.min(taps.outputs() / GemmKernel.ROWS, (2 * workers.threads() + tiles - 1) / tiles);
        return Math.max(1, Math.max(forCache, forThreads));
    }

    /** Where a part begins; rows that are processed together stay together. */
    private static int part(int i, int parts, int length) {
        int blocks = OutputTile.ceiling(length, GemmKernel.ROWS);
        return Math.min(length, (int) ((long) i * blocks / parts) * GemmKernel.ROWS);
    }

    private static void rectify(float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] = Math.max(0, sums[i]);
    }
}
