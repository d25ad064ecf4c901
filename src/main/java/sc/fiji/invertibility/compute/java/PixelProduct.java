package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Sums over pixels of the products of what the filters saw there and the gradients there. Pixels are collected until
 * there are enough for the matrix kernel.
 */
abstract class PixelProduct {

    /** Pixels that are multiplied together, a multiple of {@link GemmKernel#DEPTH}. */
    static final int PIXELS = 48;

    final FilterBank bank;

    /** For each row of the sums its factor at each pixel. */
    float[][] factors;

    /** For each pixel the vector that the factors multiply. */
    float[][] vectors;

    /** Group, first channel within it, and number of channels of the part that is being summed. */
    int group, first, channels;

    private float[][] sums;
    private int length;
    private int collected;

    PixelProduct(FilterBank bank) {
        this.bank = bank;
    }

    /** The rows of the sums, and the length of a row, for a number of channels. */
    abstract int rows(int channels);

    abstract int length(int channels);

    /** Collects pixels of a row of the activations: from the first column on, at a position among the collected. */
    abstract void collect(HeapMap x, HeapMap g, int row, int column, int count, int at);

    /** Begins with sums of zero for some channels of a group. */
    void part(int group, int first, int channels) {
        this.group = group;
        this.first = first;
        this.channels = channels;
        collected = 0;
        length = length(channels);
        int rows = GemmKernel.withSpare(rows(channels));
        if (factors == null || factors.length != rows || vectors[0].length != GemmKernel.length(length)) {
            factors = new float[rows][PIXELS];
            vectors = GemmKernel.scratch(PIXELS, length);
        }
        sums = GemmKernel.scratch(rows, length);
    }

    /** Adds a row of the activations, counted over all maps. */
    void add(HeapMap x, HeapMap g, int rowOfAll) {
        int row = rowOfAll % g.height();
        for (int column = 0; column < g.width(); ) {
            int count = Math.min(g.width() - column, PIXELS - collected);
            collect(x, g, row, column, count, collected);
            collected += count;
            column += count;
            if (collected == PIXELS) multiply(PIXELS);
        }
    }

    /** The finished sums. */
    float[][] sums() {
        int depth = GemmKernel.filledUp(collected, GemmKernel.DEPTH);
        for (int i = collected; i < depth; i++) {
            Arrays.fill(vectors[i], 0);
            for (float[] row : factors) row[i] = 0;
        }
        multiply(depth);
        return sums;
    }

    private void multiply(int depth) {
        GemmKernel.add(sums, 0, sums.length, vectors, 0, depth, factors, 0, 0);
        collected = 0;
    }
}
