package sc.fiji.invertibility.compute.opencl.device;

import java.util.Optional;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;

/**
 * The way of many words to a device and back: through pinned memory of the host, where several threads copy a piece
 * while the device moves the piece before. It is shared by all engines of a context, and its memory is kept.
 */
public final class Staging {

    private static final int WORDS = PinnedPieces.WORDS;

    /** Pieces in turn for words that are waited for at once. */
    private static final int NOW = 2;

    /** Pieces for words that are waited for later. */
    private static final int LATER = 2;

    private final PinnedPieces pieces;
    private final boolean[] reserved = new boolean[NOW + LATER];

    /**
     * Prepares; takes no memory yet.
     *
     * @param context where the device belongs to
     */
    public Staging(ClearCLContext context) {
        this.pieces = new PinnedPieces(context, NOW + LATER);
    }

    /**
     * Queues writing; what is on the heap may be changed afterwards.
     *
     * @param source has the words, from the first on
     * @param words how many
     * @param target takes them
     * @param offset its first word to overwrite
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no room for what is to be written
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device does not go on
     */
    public synchronized void write(HostWords source, long words, DeviceBuffer target, long offset) {
        try {
            for (long done = 0; done < words; done += WORDS) {
                int some = (int) Math.min(WORDS, words - done), piece = piece(done);
                pieces.await(piece);
                pieces.put(piece, source, done, some);
                pieces.move(piece, target, offset + done, some, true);
            }
            pieces.flush();
        } catch (OpenCLException e) {
            throw target.failure("at writing " + words * Float.BYTES + " bytes", e);
        }
    }

    /**
     * Reads, and waits for the words.
     *
     * @param source has the words
     * @param offset its first word to read
     * @param words how many
     * @param target takes them, from the first on
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no room for what is to be read
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device does not go on
     */
    public synchronized void read(DeviceBuffer source, long offset, long words, HostWords target) {
        try {
            long begun = 0;
            for (long done = 0; done < words; done += WORDS) {
                for (; begun < words && begun < done + (long) NOW * WORDS; begun += WORDS) {
                    pieces.await(piece(begun));
                    pieces.move(piece(begun), source, offset + begun, (int) Math.min(WORDS, words - begun), false);
                }
                pieces.await(piece(done));
                pieces.take(piece(done), target, done, (int) Math.min(WORDS, words - done));
            }
        } catch (OpenCLException e) {
            throw failure(source, words, e);
        }
    }

    private static int piece(long word) {
        return (int) (word / WORDS % NOW);
    }

    /**
     * Queues reading of words that are waited for later, if there is room.
     *
     * @param source has the words, from its first on; it is not to be changed before they are taken
     * @param words how many
     * @return the words on their way; or empty if they are too many, or others are still on their way
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no room for what is to be read
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device does not go on
     */
    public synchronized Optional<StagedRead> startRead(DeviceBuffer source, long words) {
        int free = NOW;
        while (free < reserved.length && reserved[free]) free++;
        if (words > WORDS || free == reserved.length) return Optional.empty();
        try {
            pieces.move(free, source, 0, (int) words, false);
            pieces.flush();
        } catch (OpenCLException e) {
            throw failure(source, words, e);
        }
        reserved[free] = true;
        return Optional.of(new Later(free, source, (int) words));
    }

    /** A piece that is read into. */
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

        @Override
        public void take(HostWords target) {
            try {
                pieces.await(piece);
            } catch (OpenCLException e) {
                throw failure(source, words, e);
            }
            pieces.take(piece, target, 0, words);
        }

        @Override
        public void close() {
            if (closed) return;
            closed = true;
            try {
                pieces.await(piece);
            } catch (OpenCLException e) {
                // Nobody wants the words any more.
            }
            release(piece);
        }
    }

    private synchronized void release(int piece) {
        reserved[piece] = false;
    }

    private static RuntimeException failure(DeviceBuffer source, long words, OpenCLException e) {
        return source.failure("at reading " + words * Float.BYTES + " bytes", e);
    }
}
