package sc.fiji.invertibility.compute.java;

import java.util.Arrays;

/** Which row of weights, times which value, is added to which pixel; those of one pixel keep their order. */
final class SparseTerms {

    private final int[] ends;
    private int[] pixels = new int[1024];
    private int[] rows = new int[1024];
    private float[] values = new float[1024];
    private int[] order = new int[1024];
    private int count;

    SparseTerms(int pixels) {
        ends = new int[pixels + 1];
    }

    void clear() {
        count = 0;
        Arrays.fill(ends, 0);
    }

    void add(int pixel, int row, float value) {
        if (count == pixels.length) grow();
        pixels[count] = pixel;
        rows[count] = row;
        values[count++] = value;
        ends[pixel + 1]++;
    }

    private void grow() {
        int length = 2 * count;
        pixels = Arrays.copyOf(pixels, length);
        rows = Arrays.copyOf(rows, length);
        values = Arrays.copyOf(values, length);
        order = new int[length];
    }

    /** Puts the terms of each pixel side by side. */
    void sort() {
        for (int i = 1; i < ends.length; i++) ends[i] += ends[i - 1];
        for (int i = 0; i < count; i++) order[ends[pixels[i]]++] = i;
    }

    /** Adds a pixel's weights to its sums, after they are sorted. */
    void add(int pixel, float[][] weights, float[] sums) {
        int i = pixel == 0 ? 0 : ends[pixel - 1], end = ends[pixel];
        for (; i + 3 < end; i += 4) {
            int a = order[i], b = order[i + 1], c = order[i + 2], d = order[i + 3];
            float[] p = weights[rows[a]], q = weights[rows[b]], r = weights[rows[c]], s = weights[rows[d]];
            four(sums, p, q, r, s, values[a], values[b], values[c], values[d]);
        }
        for (; i < end; i++) one(sums, weights[rows[order[i]]], values[order[i]]);
    }

    private static void four(
            float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float a0, float a1, float a2, float a3) {
        for (int j = 0; j < c.length; j++) c[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
    }

    private static void one(float[] c, float[] b, float a) {
        for (int j = 0; j < c.length; j++) c[j] += a * b[j];
    }
}
