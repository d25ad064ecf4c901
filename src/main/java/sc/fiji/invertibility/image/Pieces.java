package sc.fiji.invertibility.image;

import java.util.stream.IntStream;

/** Work on long arrays by all processors, a piece at a time. */
final class Pieces {

    /** Elements of a piece: long enough that starting it does not count. */
    private static final int LENGTH = 1 << 15;

    private Pieces() {}

    /** What is done with the elements from one index up to another. */
    @FunctionalInterface
    interface Piece {
        void run(int from, int to);
    }

    /** Runs the work on all pieces of an array, in any order. */
    static void each(int length, Piece piece) {
        int pieces = (int) (((long) length + LENGTH - 1) / LENGTH);
        if (pieces <= 1) piece.run(0, length);
        else
            IntStream.range(0, pieces)
                    .parallel()
                    .forEach(i -> piece.run(i * LENGTH, (int) Math.min(length, (i + 1L) * LENGTH)));
    }
}
