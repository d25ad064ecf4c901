package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;
import java.util.Optional;
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;

/** Reads that are waited for later, each into its own piece of pinned memory. */
final class LaterReads {

    /** Fewer words arrive before the device could start on a second queue. */
    private static final int FEW = 1 << 18;

    private final PinnedBuffers pieces;
    private final int first;
    private final boolean aside;
    private final boolean[] reserved;

    /**
     * @param first the first piece to use
     * @param count the number of pieces
     * @param aside whether a second queue is used, so that the device goes on; worthwhile for many words
     */
    LaterReads(PinnedBuffers pieces, int first, int count, boolean aside) {
        this.pieces = pieces;
        this.first = first;
        this.aside = aside;
        this.reserved = new boolean[count];
    }

    /** Queues a read; returns empty if the words do not fit into a piece, or no piece is free. */
    synchronized Optional<StagedRead> start(DeviceBuffer source, long offset, long words) {
        int free = 0;
        while (free < reserved.length && reserved[free]) free++;
        if (words > pieces.words() || free == reserved.length) return Optional.empty();
        int piece = first + free;
        try {
            if (aside && words > FEW) {
                pieces.fetch(piece, source, offset, (int) words);
            } else {
                pieces.receive(piece, source, offset, (int) words);
                pieces.flush();
            }
        } catch (OpenCLException e) {
            throw StagingBuffers.failure(source, words, e);
        }
        reserved[free] = true;
        return Optional.of(new Later(piece, source, (int) words));
    }

    private synchronized void release(int piece) {
        reserved[piece - first] = false;
    }

    /** A pending read into one piece. */
    private final class Later implements StagedRead {

        private final int piece;
        private final DeviceBuffer source;
        private final int words;
        private boolean closed;

        Later(int piece, DeviceBuffer source, int words) {
            this.piece = piece;
            this.source = source;
            this.words = words;
        }

        private void await() {
            if (closed) throw new IllegalStateException("these words were given up already");
            try {
                pieces.await(piece);
            } catch (OpenCLException e) {
                throw StagingBuffers.failure(source, words, e);
            }
        }

        @Override
        public ByteBuffer words() {
            await();
            return pieces.at(piece, 0);
        }

        @Override
        public void take(HostWords target) {
            await();
            pieces.take(piece, target, 0, words);
        }

        @Override
        public void close() {
            if (closed) return;
            closed = true;
            try {
                pieces.await(piece);
            } catch (OpenCLException e) {
                // The words are not needed any more.
            }
            release(piece);
        }
    }
}
