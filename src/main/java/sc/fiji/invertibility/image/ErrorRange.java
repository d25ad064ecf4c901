package sc.fiji.invertibility.image;

import java.util.Arrays;

/**
 * The display range of errors: all but the largest few thousandths of a sample of them. However many slices there
 * are, the sample is at most {@value #MOST} values: when it is full, every other one is forgotten, and from then on
 * half as many are taken.
 */
final class ErrorRange {

    private static final int MOST = 1 << 21;
    /** So many pixels of each slice are looked at. */
    private static final int LOOKED_AT = 20_000;
    /** The part of them that the range covers. */
    private static final double COVERED = 0.998;

    private float[] sample = new float[LOOKED_AT];
    private int size;
    private long seen;
    private int every = 1;
    private float largest;

    void add(float[] slice) {
        float most = largest;
        for (float error : slice) if (error > most) most = error;
        largest = most;
        int step = Math.max(1, slice.length / LOOKED_AT);
        for (int i = 0; i < slice.length; i += step) if (seen++ % every == 0) take(slice[i]);
    }

    private void take(float error) {
        if (size == MOST) {
            size /= 2;
            for (int i = 0; i < size; i++) sample[i] = sample[2 * i];
            every *= 2;
        } else if (size == sample.length) sample = Arrays.copyOf(sample, Math.min(MOST, 2 * size));
        sample[size++] = error;
    }

    /** Whether all errors fit into 32 bits. */
    boolean isFinite() {
        return largest <= Float.MAX_VALUE;
    }

    /** The upper end, above 0. */
    double top() {
        float[] sorted = Arrays.copyOf(sample, size);
        Arrays.sort(sorted);
        float robust = size == 0 ? 0 : sorted[(int) (COVERED * (size - 1))];
        if (robust > 0) return robust;
        return largest > 0 ? largest : 1;
    }
}
