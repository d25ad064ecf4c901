package sc.fiji.invertibility.compute.java;

import java.util.Arrays;

/**
 * Sums taps over whole maps, tile by tile: what convolution and adjoint have in common. An output's
 * taps are added in the same order wherever it lies, so the result does not depend on tiles or threads.
 */
final class Correlation {

    /** Outputs of a tile; their sums stay in the first cache while all taps are added. */
    private static final int TILE = 2048;

    /** Values of a window, which should stay in the second cache while all outputs are made. */
    private static final int CACHED = 1 << 17;

    private static final int SMALLEST_TILE = 256;

    private final WorkerPool workers;

    Correlation(WorkerPool workers) {
        this.workers = workers;
    }

    /** Fills the outputs of one entry of taps. */
    void apply(Taps taps, HeapMap input, HeapMap output, float[] bias, boolean rectify) {
        int rows = Taps.extent(output.height(), taps.outputPhaseY(), taps.outputStep());
        int columns = Taps.extent(output.width(), taps.outputPhaseX(), taps.outputStep());
        if (rows == 0 || columns == 0) return;
        int area = Math.max(SMALLEST_TILE, Math.min(TILE, CACHED / taps.inputs()));
        int tileWidth = evenly(columns, Math.min(columns, 256));
        int tileHeight = evenly(rows, Math.max(1, area / tileWidth));
        int down = (rows + tileHeight - 1) / tileHeight;
        int across = (columns + tileWidth - 1) / tileWidth;
        int parts = parts(taps, down * across);
        Window window = new Window(taps, tileHeight, tileWidth);
        workers.forEach(down * across * parts, piece -> {
            int tile = piece / parts;
            Tile place = new Tile(tile / across * tileHeight, tile % across * tileWidth, rows, columns);
            int from = (int) ((long) piece % parts * taps.outputs() / parts);
            int to = (int) ((long) (piece % parts + 1) * taps.outputs() / parts);
            float[] values = new float[window.size()];
            window.fill(values, input, place.row, place.column);
            float[] sums = new float[(tileHeight - 1) * window.pitch() + tileWidth];
            for (int o = from; o < to; o++) {
                Arrays.fill(sums, bias == null ? 0 : bias[taps.firstOutput() + o]);
                TapSum.add(sums, values, window.offsets(), taps.weights()[o]);
                float[] plane = output.plane(taps.firstOutput() + o);
                if (rectify) rectify(sums);
                place.write(sums, window.pitch(), tileHeight, tileWidth, taps, plane, output.width());
            }
        });
    }

    /** Into how many parts the outputs of a tile are cut so that all threads have work. */
    private int parts(Taps taps, int tiles) {
        int wanted = (4 * workers.threads() + tiles - 1) / tiles;
        return Math.max(1, Math.min(wanted, taps.outputs() / 4));
    }

    private static int evenly(int length, int largest) {
        int pieces = (length + largest - 1) / largest;
        return (length + pieces - 1) / pieces;
    }

    private static void rectify(float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] = Math.max(0, sums[i]);
    }

    private record Tile(int row, int column, int rows, int columns) {

        void write(float[] sums, int pitch, int height, int width, Taps taps, float[] plane, int planeWidth) {
            int step = taps.outputStep();
            int end = Math.min(width, columns - column);
            for (int i = 0; i < Math.min(height, rows - row); i++) {
                int to = ((row + i) * step + taps.outputPhaseY()) * planeWidth + column * step + taps.outputPhaseX();
                if (step == 1) System.arraycopy(sums, i * pitch, plane, to, end);
                else for (int j = 0; j < end; j++) plane[to + j * step] = sums[i * pitch + j];
            }
        }
    }
}
