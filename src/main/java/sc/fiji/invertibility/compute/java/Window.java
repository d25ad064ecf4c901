package sc.fiji.invertibility.compute.java;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A copy of what one tile of outputs reads: for each input channel and phase one plane of equal size,
 * zero-padded, so that every tap is a fixed offset from the output's index and the inner loop knows no
 * borders.
 */
final class Window {

    private record Phase(int y, int x) {}

    private final Taps taps;
    private final List<Phase> phases = new ArrayList<>();
    private final int top;
    private final int left;
    private final int height;
    private final int pitch;
    private final int[] offsets;

    /** Lays the window out for tiles of a size. */
    Window(Taps taps, int tileHeight, int tileWidth) {
        this.taps = taps;
        int lowestY = 0, highestY = 0, lowestX = 0, highestX = 0;
        for (int i = 0; i < taps.taps().length; i++) {
            Taps.Tap tap = taps.taps()[i];
            lowestY = i == 0 ? tap.shiftY() : Math.min(lowestY, tap.shiftY());
            lowestX = i == 0 ? tap.shiftX() : Math.min(lowestX, tap.shiftX());
            highestY = i == 0 ? tap.shiftY() : Math.max(highestY, tap.shiftY());
            highestX = i == 0 ? tap.shiftX() : Math.max(highestX, tap.shiftX());
            Phase phase = new Phase(tap.phaseY(), tap.phaseX());
            if (tap.channel() == 0 && !phases.contains(phase)) phases.add(phase);
        }
        top = lowestY;
        left = lowestX;
        height = tileHeight + highestY - lowestY;
        pitch = tileWidth + highestX - lowestX;
        offsets = new int[taps.taps().length];
        for (int i = 0; i < offsets.length; i++) {
            Taps.Tap tap = taps.taps()[i];
            int source = tap.channel() * phases.size() + phases.indexOf(new Phase(tap.phaseY(), tap.phaseX()));
            offsets[i] = (source * height + tap.shiftY() - top) * pitch + tap.shiftX() - left;
        }
    }

    /** Values in all planes. */
    int size() {
        return Math.multiplyExact(Math.multiplyExact(taps.inputs() * phases.size(), height), pitch);
    }

    int pitch() {
        return pitch;
    }

    /** For each tap the distance from an output's index to the value that it reads. */
    int[] offsets() {
        return offsets;
    }

    /** Fills the window of the tile whose first output is (row, column). */
    void fill(float[] window, HeapMap input, int row, int column) {
        int to = 0;
        for (int c = 0; c < taps.inputs(); c++) {
            float[] plane = input.plane(taps.firstInput() + c);
            for (Phase phase : phases)
                for (int i = 0; i < height; i++, to += pitch) {
                    int y = (row + i + top) * taps.inputStep() + phase.y();
                    int x = (column + left) * taps.inputStep() + phase.x();
                    if (y < 0 || y >= input.height()) Arrays.fill(window, to, to + pitch, 0);
                    else copyRow(plane, y * input.width(), input.width(), x, window, to);
                }
        }
    }

    private void copyRow(float[] plane, int start, int width, int x, float[] window, int to) {
        int step = taps.inputStep();
        int first = x >= 0 ? 0 : Math.min(pitch, (-x + step - 1) / step);
        int end = Math.max(first, Math.min(pitch, (width - x + step - 1) / step));
        Arrays.fill(window, to, to + first, 0);
        Arrays.fill(window, to + end, to + pitch, 0);
        if (step == 1) System.arraycopy(plane, start + x + first, window, to + first, end - first);
        else for (int j = first; j < end; j++) window[to + j] = plane[start + x + j * step];
    }
}
