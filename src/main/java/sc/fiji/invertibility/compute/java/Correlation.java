package sc.fiji.invertibility.compute.java;

import java.util.Arrays;

/**
 * Sums taps over whole maps, tile by tile: what convolution and adjoint have in common. For a few taps at
 * a time the tile's inputs are laid out as contiguous rows, which stay in the first cache while they are
 * added to all outputs. An output's taps are added in the same order wherever it lies, so the result
 * does not depend on tiles or threads.
 */
final class Correlation {

    /** Outputs of a tile and channel. */
    private static final int TILE = 1024;

    /** Sums that one thread works on, which should stay in the second cache. */
    private static final int SUMS = 1 << 16;

    private final WorkerPool workers;

    Correlation(WorkerPool workers) {
        this.workers = workers;
    }

    /** Fills the outputs of one entry of taps. */
    void apply(Taps taps, HeapMap input, HeapMap output, float[] bias, boolean rectify) {
        int rows = Taps.extent(output.height(), taps.outputPhaseY(), taps.outputStep());
        int columns = Taps.extent(output.width(), taps.outputPhaseX(), taps.outputStep());
        if (rows == 0 || columns == 0) return;
        int width = evenly(columns, 256);
        int height = evenly(rows, Math.max(1, TILE / width));
        int down = (rows + height - 1) / height;
        int across = (columns + width - 1) / width;
        int parts = parts(taps, down * across, height * width);
        workers.forEach(down * across * parts, piece -> {
            int row = piece / parts / across * height;
            int column = piece / parts % across * width;
            Tile tile = new Tile(row, column, Math.min(height, rows - row), Math.min(width, columns - column));
            int from = part(piece % parts, parts, taps.outputs());
            int to = part(piece % parts + 1, parts, taps.outputs());
            float[][] sums = new float[to - from][tile.size()];
            for (int o = from; o < to; o++) if (bias != null) Arrays.fill(sums[o - from], bias[taps.firstOutput() + o]);
            add(taps, from, input, tile, sums);
            for (int o = from; o < to; o++) {
                if (rectify) rectify(sums[o - from]);
                tile.write(sums[o - from], taps, output, taps.firstOutput() + o);
            }
        });
    }

    private static void add(Taps taps, int firstOutput, HeapMap input, Tile tile, float[][] sums) {
        float[][] b = new float[TapSum.WIDTH][tile.size()];
        int count = taps.taps().length;
        for (int tap = 0; tap < count; tap += TapSum.WIDTH) {
            for (int i = 0; i < TapSum.WIDTH; i++) {
                if (tap + i < count) tile.read(input, taps, taps.taps()[tap + i], b[i]);
                else Arrays.fill(b[i], 0);
            }
            for (int o = 0; o < sums.length; o++) {
                float[] a = taps.weights()[firstOutput + o];
                TapSum.add(sums[o], b[0], b[1], b[2], b[3], a[tap], a[tap + 1], a[tap + 2], a[tap + 3]);
            }
        }
    }

    /** Into how many parts the outputs of a tile are cut, for the cache and so that all threads have work. */
    private int parts(Taps taps, int tiles, int size) {
        int forCache = (int) Math.min(taps.outputs(), ((long) taps.outputs() * size + SUMS - 1) / SUMS);
        int forThreads = Math.min(taps.outputs() / 8, (2 * workers.threads() + tiles - 1) / tiles);
        return Math.max(1, Math.max(forCache, forThreads));
    }

    private static int part(int i, int parts, int length) {
        return (int) ((long) i * length / parts);
    }

    private static int evenly(int length, int largest) {
        int pieces = (length + largest - 1) / largest;
        return (length + pieces - 1) / pieces;
    }

    private static void rectify(float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] = Math.max(0, sums[i]);
    }
}
