package sc.fiji.invertibility.compute.java;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Divides the values of maps into pieces for several threads. */
final class MapPieces {

    /** Values per piece; fixed, so that a sum does not depend on the number of threads. */
    static final int PIECE = 1 << 16;

    /** Values of small channels that are handed to a thread together. */
    private static final int TOGETHER = 1 << 12;

    private final WorkerPool workers;

    MapPieces(WorkerPool workers) {
        this.workers = workers;
    }

    /** A part of one channel's plane. */
    interface Piece {
        void process(int channel, int from, int to);
    }

    /** A sum over a part of one channel's plane. */
    interface PieceSum {
        double of(int channel, int from, int to);
    }

    /** Processes all values of a map. */
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
        int pieces = ofChannel(map);
        workers.forEach(Math.multiplyExact((channels + together - 1) / together, pieces), scratch, (own, i) -> {
            int first = i / pieces * together, from = i % pieces * PIECE;
            for (int channel = first; channel < Math.min(channels, first + together); channel++)
                piece.process(own, channel, from, Math.min(pixels, from + PIECE));
        });
    }

    /** Sums over all values of a map, always in the same order. */
    double sum(HeapMap map, PieceSum piece) {
        double[] sums = new double[total(map)];
        forEach(map, (channel, from, to) -> sums[index(map, channel, from)] = piece.of(channel, from, to));
        double total = 0;
        for (double sum : sums) total += sum;
        return total;
    }

    /** Adds up counters, of which each thread has its own. */
    long[] count(HeapMap map, int counters, RoomyPiece<int[]> piece) {
        Queue<int[]> parts = new ConcurrentLinkedQueue<>();
        Supplier<int[]> part = () -> {
            int[] own = new int[counters];
            parts.add(own);
            return own;
        };
        forEach(map, part, piece);
        long[] counts = new long[counters];
        for (int[] own : parts) for (int i = 0; i < counters; i++) counts[i] += own[i];
        return counts;
    }

    /** {@return the number of pieces of a map} */
    static int total(HeapMap map) {
        return Math.multiplyExact(map.shape().channels(), ofChannel(map));
    }

    /** {@return the index, among those of all channels, of the piece that begins at a value of a channel} */
    static int index(HeapMap map, int channel, int from) {
        return channel * ofChannel(map) + from / PIECE;
    }

    /** {@return the number of pieces in a channel} */
    static int ofChannel(HeapMap map) {
        return ((int) map.shape().pixels() + PIECE - 1) / PIECE;
    }
}
