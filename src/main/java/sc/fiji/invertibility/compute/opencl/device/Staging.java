package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.IntStream;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.backend.BackendUtils;
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/**
 * Memory of the host that a device reads and writes at the full speed of the bus, which it does not with arrays on the
 * heap. Words are copied there by several threads, a piece at a time, while the device moves the piece before. It is
 * shared by all engines of a context, and kept.
 */
public final class Staging {

    /** Words of a piece: 8 MiB. */
    private static final int PIECE = 1 << 21;

    private static final int PIECES = 2;

    /** Pieces for words that are waited for later. */
    private static final int LATER = 2;

    /** Words that one thread copies in less time than others take to begin. */
    private static final int ALONE = 1 << 16;

    private static final int MOST_THREADS = 8;

    private final ClearCLContext context;
    private final ByteBuffer[] pieces = new ByteBuffer[PIECES + LATER];

    /** What the device still does with a piece, or null. */
    private final cl_event[] moving = new cl_event[PIECES + LATER];

    private final boolean[] reserved = new boolean[PIECES + LATER];

    /**
     * Prepares; takes no memory yet.
     *
     * @param context where the device belongs to
     */
    public Staging(ClearCLContext context) {
        this.context = context;
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
            allocate();
            int piece = 0;
            for (long done = 0; done < words; done += PIECE, piece = (piece + 1) % PIECES) {
                int some = (int) Math.min(PIECE, words - done);
                long begin = done;
                await(piece);
                ByteBuffer staged = pieces[piece];
                inParallel(some, (first, count) -> source.put(begin + first, at(staged, first), count));
                move(piece, target, offset + done, some, true);
            }
            CL.clFlush(queue());
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
            allocate();
            long begun = 0;
            for (long done = 0; done < words; done += PIECE) {
                for (; begun < words && begun < done + (long) PIECES * PIECE; begun += PIECE) {
                    await(piece(begun));
                    move(piece(begun), source, offset + begun, (int) Math.min(PIECE, words - begun), false);
                }
                await(piece(done));
                ByteBuffer staged = pieces[piece(done)];
                long begin = done;
                inParallel(
                        (int) Math.min(PIECE, words - done),
                        (first, count) -> target.take(at(staged, first), begin + first, count));
            }
        } catch (OpenCLException e) {
            throw failure(source, words, e);
        }
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
        int free = PIECES;
        while (free < reserved.length && reserved[free]) free++;
        if (words > PIECE || free == reserved.length) return Optional.empty();
        try {
            allocate();
            move(free, source, 0, (int) words, false);
            CL.clFlush(queue());
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
                await(piece);
            } catch (OpenCLException e) {
                throw failure(source, words, e);
            }
            inParallel(words, (first, count) -> target.take(at(pieces[piece], first), first, count));
        }

        @Override
        public void close() {
            if (closed) return;
            closed = true;
            try {
                await(piece);
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

    private static int piece(long word) {
        return (int) (word / PIECE % PIECES);
    }

    private static ByteBuffer at(ByteBuffer piece, int word) {
        return piece.duplicate().order(ByteOrder.nativeOrder()).position(word * Float.BYTES);
    }

    /** Queues moving a piece, to the device or from it. */
    private void move(int piece, DeviceBuffer buffer, long word, int words, boolean toDevice) {
        cl_event event = new cl_event();
        long offset = (buffer.first() + word) * Float.BYTES, bytes = (long) words * Float.BYTES;
        Pointer staged = Pointer.to(pieces[piece]);
        DriverCall.begin();
        BackendUtils.checkOpenCLError(
                toDevice
                        ? CL.clEnqueueWriteBuffer(
                                queue(), buffer.pointer(), false, offset, bytes, staged, 0, null, event)
                        : CL.clEnqueueReadBuffer(
                                queue(), buffer.pointer(), false, offset, bytes, staged, 0, null, event));
        moving[piece] = event;
    }

    private void await(int piece) {
        if (moving[piece] == null) return;
        cl_event event = moving[piece];
        moving[piece] = null;
        int error = CL.clWaitForEvents(1, new cl_event[] {event});
        CL.clReleaseEvent(event);
        BackendUtils.checkOpenCLError(error);
    }

    /** Copies a part of a piece. */
    @FunctionalInterface
    private interface Copy {
        void run(int first, int count);
    }

    private static void inParallel(int words, Copy copy) {
        int threads = Math.min(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()), words / ALONE);
        if (threads <= 1) {
            copy.run(0, words);
            return;
        }
        int share = (words + threads - 1) / threads;
        IntStream.range(0, threads).parallel().forEach(i -> copy.run(i * share, Math.min(share, words - i * share)));
    }

    private void allocate() {
        if (pieces[0] != null) return;
        int[] error = new int[1];
        long bytes = (long) pieces.length * PIECE * Float.BYTES;
        cl_context owner = (cl_context) context.getPeerPointer().getPointer();
        DriverCall.begin();
        cl_mem memory = CL.clCreateBuffer(owner, CL.CL_MEM_ALLOC_HOST_PTR, bytes, null, error);
        BackendUtils.checkOpenCLError(error[0]);
        ByteBuffer mapped = CL.clEnqueueMapBuffer(
                queue(), memory, true, CL.CL_MAP_READ | CL.CL_MAP_WRITE, 0, bytes, 0, null, null, error);
        if (error[0] != CL.CL_SUCCESS) CL.clReleaseMemObject(memory);
        BackendUtils.checkOpenCLError(error[0]);
        for (int i = 0; i < pieces.length; i++)
            pieces[i] =
                    mapped.slice(i * PIECE * Float.BYTES, PIECE * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    private cl_command_queue queue() {
        return (cl_command_queue) context.getDefaultQueue().getPeerPointer().getPointer();
    }
}
