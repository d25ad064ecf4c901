package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.Shape;

/** Splits the rows of codes into pieces for several threads. */
final class PooledRows {

    /** The number of activations from which a piece is worth its own task. */
    private static final int PIECE = 1 << 16;

    private final WorkerPool workers;

    PooledRows(WorkerPool workers) {
        this.workers = workers;
    }

    /** Rows of one channel. */
    interface Band {
        void process(int channel, int firstRow, int endRow);
    }

    /** For work that writes only to its own units. */
    void forEach(HeapCode z, Band band) {
        forEach(z.shape(), height(z), band);
    }

    /**
     * For work that writes to positions, which overlapping windows share: in that case, a whole channel is one piece.
     */
    void forEachByPositions(HeapCode z, Band band) {
        forEach(z.shape(), z.pooling().disjoint() ? height(z) : z.shape().height(), band);
    }

    /** For work that writes to positions that all channels share; the channel is always 0. */
    void forEachOfAllChannels(HeapCode z, Band band) {
        forEach(
                z.shape().withChannels(1),
                z.pooling().disjoint() ? height(z) : z.shape().height(),
                band);
    }

    private void forEach(Shape shape, int height, Band band) {
        int bands = (shape.height() + height - 1) / height;
        workers.forEach(Math.multiplyExact(shape.channels(), bands), i -> {
            int first = i % bands * height;
            band.process(i / bands, first, Math.min(shape.height(), first + height));
        });
    }

    private static int height(HeapCode z) {
        long activations = (long) z.pooling().stride() * z.unpooledShape().width();
        return (int) Math.max(1, PIECE / activations);
    }
}
