package sc.fiji.invertibility.compute.java;

import java.util.Arrays;

/**
 * One thread's scratch memory for a tile: the inputs of some taps, laid out as contiguous rows that stay in the
 * second-level cache while they are added to all outputs, and the sums, a few of which at a time stay in the
 * first-level cache.
 */
final class TileScratch {

    /** Taps whose inputs are laid out at a time. */
    private static final int TAPS = 96;

    private final float[][] inputs;
    private final float[][] sums;

    /** Allocates memory for a number of outputs; smaller tiles leave the end of each row unused. */
    TileScratch(int outputs, int taps, int size) {
        inputs = GemmKernel.scratch(GemmKernel.filledUp(Math.min(taps, TAPS), GemmKernel.DEPTH), size);
        sums = GemmKernel.scratch(outputs, size);
    }

    /** The sums of one output. */
    float[] sums(int output) {
        return sums[output];
    }

    /** Initialises the outputs with their biases, or with zero. */
    void clear(int outputs, float[] bias, int firstBias) {
        for (int o = 0; o < outputs; o++) Arrays.fill(sums[o], bias == null ? 0 : bias[firstBias + o]);
    }

    /** Where inputs are read from. */
    interface Inputs {
        /** Fills in the input of one tap for each output of a tile. */
        void read(OutputTile tile, FilterTaps taps, FilterTaps.Tap tap, float[] values);

        /** Inputs that lie in a map. */
        static Inputs of(HeapMap map) {
            return (tile, taps, tap, values) -> tile.read(map, taps, tap, values);
        }
    }

    /** Adds all taps to the outputs from … to − 1, which are stored here from 0 on. */
    void add(FilterTaps taps, int from, int to, Inputs source, OutputTile tile) {
        int count = taps.taps().length;
        for (int start = 0; start < count; start += inputs.length) {
            int depth = Math.min(inputs.length, GemmKernel.filledUp(count - start, GemmKernel.DEPTH));
            for (int i = 0; i < depth; i++) {
                if (start + i < count) source.read(tile, taps, taps.taps()[start + i], inputs[i]);
                else Arrays.fill(inputs[i], 0);
            }
            GemmKernel.add(sums, 0, to - from, inputs, 0, depth, taps.weights(), from, start);
        }
    }
}
