package sc.fiji.invertibility.compute.java;

import java.util.Arrays;

/**
 * One thread's room for a tile: a few taps' inputs, laid out as contiguous rows that stay in the first
 * cache while they are added to all outputs, and the sums, which stay in the second.
 */
final class TileSums {

    private final float[][] inputs;
    private final float[][] sums;

    /** Makes room for so many outputs; smaller tiles leave the end of each row unused. */
    TileSums(int outputs, int size) {
        inputs = new float[TapSum.WIDTH][size];
        sums = new float[outputs][size];
    }

    /** The sums of one output. */
    float[] sums(int output) {
        return sums[output];
    }

    /** Starts the outputs at their biases, or at zero. */
    void clear(int outputs, float[] bias, int firstBias) {
        for (int o = 0; o < outputs; o++) Arrays.fill(sums[o], bias == null ? 0 : bias[firstBias + o]);
    }

    /** Adds all taps to the outputs from … to − 1, which lie at 0 and onwards here. */
    void add(Taps taps, int from, int to, HeapMap input, Tile tile) {
        int count = taps.taps().length;
        for (int tap = 0; tap < count; tap += TapSum.WIDTH) {
            for (int i = 0; i < TapSum.WIDTH; i++) {
                if (tap + i < count) tile.read(input, taps, taps.taps()[tap + i], inputs[i]);
                else Arrays.fill(inputs[i], 0);
            }
            for (int o = from; o < to; o++) {
                float[] a = taps.weights()[o];
                TapSum.add(
                        sums[o - from],
                        inputs[0],
                        inputs[1],
                        inputs[2],
                        inputs[3],
                        a[tap],
                        a[tap + 1],
                        a[tap + 2],
                        a[tap + 3]);
            }
        }
    }
}
