package sc.fiji.invertibility.compute.java;

import java.util.function.Supplier;
import sc.fiji.invertibility.compute.MapNorms;

/** Linear algebra over whole maps. */
final class Algebra {

    /** Values per piece of a sum; fixed, so that a sum does not depend on the number of threads. */
    static final int PIECE = 1 << 16;

    /** Values of small channels that are handed to a thread together. */
    private static final int TOGETHER = 1 << 12;

    private final WorkerPool workers;

    Algebra(WorkerPool workers) {
        this.workers = workers;
    }

    void axpy(float a, HeapMap x, HeapMap y) {
        forEach(x, (channel, from, to) -> {
            float[] source = x.plane(channel);
            float[] target = y.plane(channel);
            for (int i = from; i < to; i++) target[i] += a * source[i];
        });
    }

    void scale(float a, HeapMap x) {
        forEach(x, (channel, from, to) -> {
            float[] values = x.plane(channel);
            for (int i = from; i < to; i++) values[i] *= a;
        });
    }

    void copy(HeapMap from, HeapMap to) {
        forEach(
                from,
                (channel, start, end) ->
                        System.arraycopy(from.plane(channel), start, to.plane(channel), start, end - start));
    }

    void rectify(HeapMap from, HeapMap to) {
        forEach(from, (channel, start, end) -> {
            float[] source = from.plane(channel);
            float[] target = to.plane(channel);
            for (int i = start; i < end; i++) target[i] = source[i] > 0 ? source[i] : 0;
        });
    }

    void mask(HeapMap from, HeapMap where, HeapMap to) {
        forEach(from, (channel, start, end) -> {
            float[] source = from.plane(channel);
            float[] mask = where.plane(channel);
            float[] target = to.plane(channel);
            for (int i = start; i < end; i++) target[i] = mask[i] != 0 ? source[i] : 0;
        });
    }

    double dot(HeapMap x, HeapMap y) {
        return sum(x, (channel, from, to) -> dot(x.plane(channel), y.plane(channel), from, to));
    }

    void pixelNorms(HeapMap x, HeapMap norms) {
        forEach(norms, (channel, from, to) -> {
            double[] sums = new double[to - from];
            for (float[] plane : x.planes()) addSquares(plane, from, sums);
            float[] target = norms.plane(0);
            for (int i = 0; i < sums.length; i++) target[from + i] = (float) Math.sqrt(sums[i]);
        });
    }

    void softThreshold(float threshold, HeapMap x) {
        forEach(x, (channel, from, to) -> {
            float[] values = x.plane(channel);
            for (int i = from; i < to; i++)
                values[i] = Math.max(values[i] - threshold, 0) + Math.min(values[i] + threshold, 0);
        });
    }

    MapNorms magnitudes(HeapMap x) {
        double sum = sum(x, (channel, from, to) -> sumOfMagnitudes(x.plane(channel), from, to));
        double nonzeros = sum(x, (channel, from, to) -> nonzeros(x.plane(channel), from, to));
        float largest = 0;
        for (float[] plane : x.planes()) for (float value : plane) largest = Math.max(largest, Math.abs(value));
        return new MapNorms(sum, dot(x, x), largest, (long) nonzeros);
    }

    /** A part of one channel's plane. */
    interface Piece {
        void process(int channel, int from, int to);
    }

    /** A sum over a part of one channel's plane. */
    interface PieceSum {
        double of(int channel, int from, int to);
    }

    /** Processes all values of a map in pieces. */
    void forEach(HeapMap map, Piece piece) {
        forEach(map, () -> piece, Piece::process);
    }

    /** Work on a piece, with scratch memory of the thread. */
    interface RoomyPiece<R> {
        void process(R scratch, int channel, int from, int to);
    }

    /**
     * The same, with scratch memory that each thread allocates once; small channels are processed several at a time.
     */
    <R> void forEach(HeapMap map, Supplier<R> scratch, RoomyPiece<R> piece) {
        int pixels = (int) map.shape().pixels(), channels = map.shape().channels();
        int together = Math.max(1, TOGETHER / pixels);
        int pieces = pieces(map);
        workers.forEach(Math.multiplyExact((channels + together - 1) / together, pieces), scratch, (own, i) -> {
            int first = i / pieces * together, from = i % pieces * PIECE;
            for (int channel = first; channel < Math.min(channels, first + together); channel++)
                piece.process(own, channel, from, Math.min(pixels, from + PIECE));
        });
    }

    /** Sums over all values of a map, always in the same order. */
    double sum(HeapMap map, PieceSum piece) {
        int pieces = pieces(map);
        double[] sums = new double[Math.multiplyExact(map.shape().channels(), pieces)];
        forEach(map, (channel, from, to) -> sums[channel * pieces + from / PIECE] = piece.of(channel, from, to));
        double total = 0;
        for (double sum : sums) total += sum;
        return total;
    }

    /** {@return the number of pieces in a channel} */
    static int pieces(HeapMap map) {
        return ((int) map.shape().pixels() + PIECE - 1) / PIECE;
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
