package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.MapNorms;

/** Linear algebra over whole maps. */
final class Algebra {

    private final MapPieces pieces;

    Algebra(MapPieces pieces) {
        this.pieces = pieces;
    }

    void axpy(float a, HeapMap x, HeapMap y) {
        pieces.forEach(x, (channel, from, to) -> {
            float[] source = x.plane(channel);
            float[] target = y.plane(channel);
            for (int i = from; i < to; i++) target[i] += a * source[i];
        });
    }

    void scale(float a, HeapMap x) {
        pieces.forEach(x, (channel, from, to) -> {
            float[] values = x.plane(channel);
            for (int i = from; i < to; i++) values[i] *= a;
        });
    }

    /** a·x + b·y. */
    void combine(float a, HeapMap x, float b, HeapMap y, HeapMap to) {
        pieces.forEach(to, (channel, from, end) -> {
            float[] first = x.plane(channel);
            float[] second = y.plane(channel);
            float[] target = to.plane(channel);
            for (int i = from; i < end; i++) target[i] = a * first[i] + b * second[i];
        });
    }

    /** y + a·g, soft-thresholded. */
    void proximalStep(HeapMap y, float a, HeapMap g, float threshold, HeapMap to) {
        pieces.forEach(to, (channel, from, end) -> {
            float[] first = y.plane(channel);
            float[] second = g.plane(channel);
            float[] target = to.plane(channel);
            for (int i = from; i < end; i++) {
                float value = first[i] + a * second[i];
                target[i] = Math.max(value - threshold, 0) + Math.min(value + threshold, 0);
            }
        });
    }

    void copy(HeapMap from, HeapMap to) {
        pieces.forEach(
                from,
                (channel, start, end) ->
                        System.arraycopy(from.plane(channel), start, to.plane(channel), start, end - start));
    }

    void rectify(HeapMap from, HeapMap to) {
        pieces.forEach(from, (channel, start, end) -> {
            float[] source = from.plane(channel);
            float[] target = to.plane(channel);
            for (int i = start; i < end; i++) target[i] = source[i] > 0 ? source[i] : 0;
        });
    }

    void mask(HeapMap from, HeapMap where, HeapMap to) {
        pieces.forEach(from, (channel, start, end) -> {
            float[] source = from.plane(channel);
            float[] mask = where.plane(channel);
            float[] target = to.plane(channel);
            for (int i = start; i < end; i++) target[i] = mask[i] != 0 ? source[i] : 0;
        });
    }

    double dot(HeapMap x, HeapMap y) {
        return pieces.sum(x, (channel, from, to) -> dot(x.plane(channel), y.plane(channel), from, to));
    }

    void pixelNorms(HeapMap x, HeapMap norms) {
        pieces.forEach(norms, (channel, from, to) -> {
            double[] sums = new double[to - from];
            for (float[] plane : x.planes()) addSquares(plane, from, sums);
            float[] target = norms.plane(0);
            for (int i = 0; i < sums.length; i++) target[from + i] = (float) Math.sqrt(sums[i]);
        });
    }

    void softThreshold(float threshold, HeapMap x) {
        pieces.forEach(x, (channel, from, to) -> {
            float[] values = x.plane(channel);
            for (int i = from; i < to; i++)
                values[i] = Math.max(values[i] - threshold, 0) + Math.min(values[i] + threshold, 0);
        });
    }

    MapNorms magnitudes(HeapMap x) {
        double sum = pieces.sum(x, (channel, from, to) -> sumOfMagnitudes(x.plane(channel), from, to));
        float largest = 0;
        for (float[] plane : x.planes()) for (float value : plane) largest = Math.max(largest, Math.abs(value));
        return new MapNorms(sum, dot(x, x), largest, nonzeros(x));
    }

    /** {@return the number of values that are not zero} */
    long nonzeros(HeapMap x) {
        return (long) pieces.sum(x, (channel, from, to) -> nonzeros(x.plane(channel), from, to));
    }

    private static double dot(float[] x, float[] y, int from, int to) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += (double) x[i] * y[i];
            s1 += (double) x[i + 1] * y[i + 1];
            s2 += (double) x[i + 2] * y[i + 2];
            s3 += (double) x[i + 3] * y[i + 3];
        }
        for (; i < to; i++) s0 += (double) x[i] * y[i];
        return s0 + s1 + (s2 + s3);
    }

    private static double sumOfMagnitudes(float[] x, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) sum += Math.abs(x[i]);
        return sum;
    }

    private static int nonzeros(float[] x, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) if (x[i] != 0) count++;
        return count;
    }

    private static void addSquares(float[] plane, int from, double[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += (double) plane[from + i] * plane[from + i];
    }
}
