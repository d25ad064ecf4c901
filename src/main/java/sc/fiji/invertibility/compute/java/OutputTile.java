package sc.fiji.invertibility.compute.java;

import java.util.Arrays;

/**
 * A rectangle of outputs that one thread computes, and the copies between its contiguous values and maps.
 *
 * @param row first output row
 * @param column first output column
 * @param height rows
 * @param width columns
 */
record OutputTile(int row, int column, int height, int width) {

    int size() {
        return height * width;
    }

    /** Reads the input of one tap for each output; zero beyond the border. */
    void read(HeapMap input, FilterTaps taps, FilterTaps.Tap tap, float[] values) {
        float[] plane = input.plane(taps.firstInput() + tap.channel());
        int step = taps.inputStep();
        int x = (column + tap.shiftX()) * step + tap.phaseX();
        int first = Math.max(0, Math.min(width, ceiling(-x, step)));
        int end = Math.max(first, Math.min(width, ceiling(input.width() - x, step)));
        for (int i = 0; i < height; i++) {
            int y = (row + i + tap.shiftY()) * step + tap.phaseY();
            int to = i * width;
            if (y < 0 || y >= input.height() || first == end) {
                Arrays.fill(values, to, to + width, 0);
                continue;
            }
            if (first > 0) Arrays.fill(values, to, to + first, 0);
            if (end < width) Arrays.fill(values, to + end, to + width, 0);
            int from = y * input.width() + x;
            if (step == 1) System.arraycopy(plane, from + first, values, to + first, end - first);
            else for (int j = first; j < end; j++) values[to + j] = plane[from + j * step];
        }
    }

    /** Writes one output. */
    void write(float[] values, FilterTaps taps, HeapMap output, int channel) {
        float[] plane = output.plane(channel);
        int step = taps.outputStep();
        for (int i = 0; i < height; i++) {
            int to = ((row + i) * step + taps.outputPhaseY()) * output.width() + column * step + taps.outputPhaseX();
            if (step == 1) System.arraycopy(values, i * width, plane, to, width);
            else for (int j = 0; j < width; j++) plane[to + j * step] = values[i * width + j];
        }
    }

    static int ceiling(int dividend, int divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    /** The size of the pieces that divide a length as evenly as possible. */
    static int evenly(int length, int largest) {
        int pieces = (length + largest - 1) / largest;
        return (length + pieces - 1) / pieces;
    }
}
