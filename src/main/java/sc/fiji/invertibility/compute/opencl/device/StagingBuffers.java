package sc.fiji.invertibility.compute.opencl.device;

import java.util.Optional;
import java.util.function.Supplier;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;

/**
 * Copies many words to a device and back through pinned host memory: several threads copy one piece while the device
 * transfers the previous one. All engines of a context share it, and its memory is kept.
 */
public final class StagingBuffers {

    /** Of a piece: 8 MiB. */
    private static final int WORDS = 1 << 21;

    /** Pieces, used in turn, for words that are waited for at once. */
    private static final int NOW = 4;

    /** Pieces for words that are waited for later: an image, its shares of winners, and the errors before. */
    private static final int LATER = 3;

    /** The number of results that may be pending at a time. */
    private static final int RESULTS = 16;

    /** Up to 32 KiB, results and words to be written do not wait for larger transfers that were queued before. */
    private static final int FEW_WORDS = 1 << 13;

    /** Pieces, used in turn, for small transfers. */
    private static final int FEW = 16;

    private final PinnedBuffers pieces;
    private final LaterReads images;
    private final LaterReads results;
    private final PinnedBuffers few;
    private int nextOfFew;

    /**
     * Allocates nothing yet.
     *
     * @param context the context of the device
     */
    public StagingBuffers(ClearCLContext context) {
        this.pieces = new PinnedBuffers(context, NOW + LATER, WORDS);
        this.images = new LaterReads(pieces, NOW, LATER, true);
        this.results = new LaterReads(new PinnedBuffers(context, RESULTS, FEW_WORDS), 0, RESULTS, false);
        this.few = new PinnedBuffers(context, FEW, FEW_WORDS);
    }

    /**
     * Queues a write; the source may be changed as soon as this returns.
     *
     * @param source the words, from its first one on
     * @param words how many
     * @param target the memory to write to
     * @param offset the first of its words to overwrite
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no memory for the copy
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device fails
     */
    public synchronized void write(HostWords source, long words, DeviceBuffer target, long offset) {
        try {
            if (words <= FEW_WORDS) {
                write(few, nextOfFew++ & FEW - 1, source, 0, (int) words, target, offset);
            } else {
                for (long done = 0; done < words; done += WORDS) {
                    int some = (int) Math.min(WORDS, words - done);
                    write(pieces, piece(done), source, done, some, target, offset + done);
                }
            }
        } catch (OpenCLException e) {
            throw target.failure("at writing " + words * Float.BYTES + " bytes", e);
        }
    }

    private static void write(
            PinnedBuffers through, int piece, HostWords source, long from, int words, DeviceBuffer target, long to) {
        through.await(piece);
        through.send(piece, source, from, words, target, to);
    }

    /**
     * Reads words and waits for them.
     *
     * @param source has the words
     * @param offset its first word to read
     * @param words how many
     * @param target returns what receives them, from its first word on; is asked while they are on their way
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no memory for the copy
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device fails
     */
    public synchronized void read(DeviceBuffer source, long offset, long words, Supplier<HostWords> target) {
        try {
            long begun = begin(source, offset, words, 0, (long) NOW * WORDS);
            HostWords receiver = target.get();
            for (long done = 0; done < words; done += WORDS) {
                pieces.await(piece(done));
                pieces.take(piece(done), receiver, done, (int) Math.min(WORDS, words - done));
                begun = begin(source, offset, words, begun, done + (NOW + 1L) * WORDS);
            }
        } catch (OpenCLException e) {
            throw failure(source, words, e);
        }
    }

    /** Queues reads from one word on, as far as there are free pieces; returns where the rest begins. */
    private long begin(DeviceBuffer source, long offset, long words, long from, long end) {
        long begun = from;
        for (; begun < Math.min(words, end); begun += WORDS) {
            pieces.await(piece(begun));
            pieces.receive(piece(begun), source, offset + begun, (int) Math.min(WORDS, words - begun));
        }
        if (begun > from) pieces.flush();
        return begun;
    }

    private static int piece(long word) {
        return (int) (word / WORDS % NOW);
    }

    /**
     * Queues a read whose words are waited for later, if there is memory for it.
     *
     * @param source the words, from its first one on; it may be neither released nor changed before they have arrived
     * @param words how many
     * @return the pending words; empty if there are too many, or others are still pending
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no memory for the copy
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device fails
     */
    public Optional<StagedRead> startRead(DeviceBuffer source, long words) {
        return images.start(source, 0, words);
    }

    /**
     * Queues a read of a few words that are waited for later, if there is memory for it.
     *
     * @param source the words; it may be released, or overwritten by what is queued later, before they have arrived
     * @param offset its first word to read
     * @param words how many
     * @return the pending words; empty if there are too many, or many others are still pending
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no memory for the copy
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device fails
     */
    public Optional<StagedRead> startResult(DeviceBuffer source, long offset, long words) {
        return results.start(source, offset, words);
    }

    /** {@return what to throw where reading fails} */
    static RuntimeException failure(DeviceBuffer source, long words, OpenCLException e) {
        return source.failure("at reading " + words * Float.BYTES + " bytes", e);
    }
}
