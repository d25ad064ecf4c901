package sc.fiji.invertibility.compute.java;

import java.util.Arrays;

/**
 * Winograd filtering of small maps with many channels, for 2×2 outputs at a time: its weights take less than half the
 * memory of those for 4×4 outputs, and reading them is what limits such maps. Each row holds the channels of one pixel.
 */
final class WinogradF2x2 {

    private static final int STEP = WinogradVariant.F2X2.outputs();

    private static final int SIDE = WinogradVariant.F2X2.inputs();

    private final HeapMemory memory;
    private final WorkerPool workers;

    WinogradF2x2(HeapMemory memory, WorkerPool workers) {
        this.memory = memory;
        this.workers = workers;
    }

    /**
     * Fills a map.
     *
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the products do not fit into memory; nothing is
     *     written in that case
     */
    void apply(WinogradWeights filters, HeapMap input, HeapMap output, float[] bias, boolean rectify) {
        int across = OutputTile.ceiling(output.width(), STEP), down = OutputTile.ceiling(output.height(), STEP);
        float least = rectify ? 0 : Float.NEGATIVE_INFINITY;
        try (WinogradScratch scratch = WinogradScratch.of(memory, filters, Math.multiplyExact(across, down))) {
            workers.forEach(
                    down,
                    () -> new Lines(
                            SIDE, across * STEP + 2, scratch.transformed().width()),
                    (lines, row) -> {
                        lines.read(input, row * STEP - filters.paddingY(), -filters.paddingX());
                        for (int i = 0; i < across; i++)
                            lines.transform(i, scratch.transformed().planes(), row * across + i, scratch.inputRows());
                    });
            scratch.multiply(workers);
            workers.forEach(
                    down,
                    () -> new Lines(STEP, across * STEP, scratch.products().width()),
                    (lines, row) -> {
                        for (int i = 0; i < across; i++)
                            lines.transformBack(scratch.products().planes(), row * across + i, scratch.outputRows(), i);
                        lines.write(output, row * STEP, bias, least);
                    });
        }
    }

    /** Some lines of a map, pixel by pixel, and scratch memory for a tile of which one axis is transformed. */
    private static final class Lines {

        private final int width;
        private final float[][] pixels;
        private final float[][] half;

        Lines(int height, int width, int channels) {
            this.width = width;
            pixels = new float[height * width][channels];
            half = new float[SIDE * SIDE][channels];
        }

        /** Reads lines from a position of a map on; zero beyond the border. */
        void read(HeapMap map, int top, int left) {
            float[][] planes = map.planes();
            for (int i = 0; i < pixels.length / width; i++) {
                int y = top + i, first = Math.max(0, -left), end = Math.min(width, map.width() - left);
                if (y < 0 || y >= map.height()) end = first;
                for (int x = 0; x < width; x++) if (x < first || x >= end) Arrays.fill(pixels[i * width + x], 0);
                for (int channel = 0; channel < planes.length; channel++) {
                    float[] plane = planes[channel];
                    int from = y * map.width() + left;
                    for (int x = first; x < end; x++) pixels[i * width + x][channel] = plane[from + x];
                }
            }
        }

        /** Transforms the inputs of a tile. */
        void transform(int tile, float[][] rows, int to, int stride) {
            float[][] p = pixels, h = half;
            for (int i = 0; i < SIDE; i++) {
                int at = i * width + tile * STEP;
                TransformF2x2.input(p[at], p[at + 1], p[at + 2], p[at + 3], h[i], h[4 + i], h[8 + i], h[12 + i]);
            }
            for (int j = 0; j < SIDE; j++)
                TransformF2x2.input(
                        h[4 * j],
                        h[4 * j + 1],
                        h[4 * j + 2],
                        h[4 * j + 3],
                        rows[to + j * stride],
                        rows[to + (4 + j) * stride],
                        rows[to + (8 + j) * stride],
                        rows[to + (12 + j) * stride]);
        }

        /** Computes the outputs of a tile. */
        void transformBack(float[][] rows, int from, int stride, int tile) {
            float[][] h = half;
            for (int i = 0; i < SIDE; i++) {
                int at = from + 4 * i * stride;
                TransformF2x2.output(
                        rows[at], rows[at + stride], rows[at + 2 * stride], rows[at + 3 * stride], h[i], h[4 + i]);
            }
            for (int j = 0; j < STEP; j++)
                TransformF2x2.output(
                        h[4 * j],
                        h[4 * j + 1],
                        h[4 * j + 2],
                        h[4 * j + 3],
                        pixels[tile * STEP + j],
                        pixels[width + tile * STEP + j]);
        }

        /** Writes lines as far as they lie within the border. */
        void write(HeapMap map, int top, float[] bias, float least) {
            float[][] planes = map.planes();
            int columns = map.width();
            for (int i = 0; i < Math.min(STEP, map.height() - top); i++)
                for (int channel = 0; channel < planes.length; channel++) {
                    float[] plane = planes[channel];
                    float more = bias == null ? 0 : bias[channel];
                    int to = (top + i) * columns;
                    for (int x = 0; x < columns; x++)
                        plane[to + x] = Math.max(least, pixels[i * width + x][channel] + more);
                }
        }
    }
}
