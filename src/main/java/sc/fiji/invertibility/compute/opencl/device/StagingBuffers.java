package sc.fiji.invertibility.compute.opencl.device;

import java.util.Optional;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;

/**
 * The way of many words to a device and back: through pinned memory of the host, where several threads copy a piece
 * while the device moves the piece before. It is shared by all engines of a context, and its memory is kept.
 */
public final class StagingBuffers {

    /** Of a piece: 8 MiB. */
    private static final int WORDS = 1 << 21;

    /** Pieces in turn for words that are waited for at once. */
    private static final int NOW = 4;

    /** Pieces for words that are waited for later. */
    private static final int LATER = 2;

    /** Results that may be waited for at a time. */
    private static final int RESULTS = 16;

    /** Words of results, and words to be written that do not wait for larger ones before them: 32 KiB. */
    private static final int FEW_WORDS = 1 << 13;

    /** Pieces in turn for few words. */
    private static final int FEW = 16;

    private final PinnedBuffers pieces;
    private final LaterReads images;
    private final LaterReads results;
    private final PinnedBuffers few;
    private int nextOfFew;

    /**
     * Prepares; takes no memory yet.
     *
     * @param context where the device belongs to
     */
    public StagingBuffers(ClearCLContext context) {
        this.pieces = new PinnedBuffers(context, NOW + LATER, WORDS);
        this.images = new LaterReads(pieces, NOW, LATER, true);
        this.results = new LaterReads(new PinnedBuffers(context, RESULTS, FEW_WORDS), 0, RESULTS, false);
        this.few = new PinnedBuffers(context, FEW, FEW_WORDS);
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
    public synchronized void write(HostSource source, long words, DeviceBuffer target, long offset) {
        try {
            if (words <= FEW_WORDS) {
                write(few, nextOfFew++ & FEW - 1, source, 0, (int) words, target, offset);
            } else {
                for (long done = 0; done < words; done += WORDS) {
                    int some = (int) Math.min(WORDS, words - done);
                    write(pieces, piece(done), source, done, some, target, offset + done);
                }
            }
            pieces.flush();
        } catch (OpenCLException e) {
            throw target.failure("at writing " + words * Float.BYTES + " bytes", e);
        }
    }

    private static void write(
            PinnedBuffers through, int piece, HostSource source, long from, int words, DeviceBuffer target, long to) {
        through.await(piece);
        through.put(piece, source, from, words);
        through.move(piece, target, to, words, true);
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
     * @param source has the words, from its first on; it may not be given back, or changed, before they are taken
     * @param words how many
     * @return the words on their way; or empty if they are too many, or others are still on their way
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no room for what is to be read
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device does not go on
     */
    public Optional<StagedRead> startRead(DeviceBuffer source, long words) {
        return images.start(source, 0, words);
    }

    /**
     * Queues reading of a few words that are waited for later, if there is room.
     *
     * @param source has the words; it may be given back, or written by what is queued later, before they are taken
     * @param offset its first word to read
     * @param words how many
     * @return the words on their way; or empty if they are too many, or many others are still on their way
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no room for what is to be read
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device does not go on
     */
    public Optional<StagedRead> startResult(DeviceBuffer source, long offset, long words) {
        return results.start(source, offset, words);
    }

    /** {@return what to throw where reading fails} */
    static RuntimeException failure(DeviceBuffer source, long words, OpenCLException e) {
        return source.failure("at reading " + words * Float.BYTES + " bytes", e);
    }
}
