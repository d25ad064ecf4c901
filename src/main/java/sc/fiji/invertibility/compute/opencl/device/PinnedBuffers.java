package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLQueue;
import net.haesleinhuepf.clij.clearcl.backend.BackendUtils;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/**
 * Pieces of host memory that a device reads and writes at the full speed of the bus, unlike arrays on the heap.
 */
final class PinnedBuffers {

    /** A single thread copies fewer words before others would have started. */
    private static final int ALONE = 1 << 16;

    private static final int MOST_THREADS = 8;

    private final ClearCLContext context;
    private final int words;
    private final ByteBuffer[] pieces;

    /** The transfer of each piece that is still running, or null. */
    private final cl_event[] moving;

    private ClearCLQueue copies;

    /**
     * Allocates nothing yet.
     *
     * @param count the number of pieces
     * @param words words per piece
     */
    PinnedBuffers(ClearCLContext context, int count, int words) {
        this.context = context;
        this.words = words;
        this.pieces = new ByteBuffer[count];
        this.moving = new cl_event[count];
    }

    /** {@return the words per piece} */
    int words() {
        return words;
    }

    /** Waits until the transfer of a piece has ended. */
    void await(int piece) {
        if (moving[piece] == null) return;
        cl_event event = moving[piece];
        moving[piece] = null;
        int error = CL.clWaitForEvents(1, new cl_event[] {event});
        CL.clReleaseEvent(event);
        BackendUtils.checkOpenCLError(error);
    }

    /**
     * Queues a copy of words to the start of a piece, which runs after all earlier commands and beside all later ones.
     */
    void fetch(int piece, DeviceBuffer buffer, long word, int words) {
        allocate();
        cl_event before = new cl_event(), event = new cl_event();
        DriverCall.begin();
        BackendUtils.checkOpenCLError(CL.clEnqueueMarkerWithWaitList(queue(), 0, null, before));
        CL.clFlush(queue());
        try {
            BackendUtils.checkOpenCLError(CL.clEnqueueReadBuffer(
                    copies(),
                    buffer.pointer(),
                    false,
                    (buffer.first() + word) * Float.BYTES,
                    (long) words * Float.BYTES,
                    Pointer.to(pieces[piece]),
                    1,
                    new cl_event[] {before},
                    event));
        } finally {
            CL.clReleaseEvent(before);
        }
        moving[piece] = event;
        CL.clFlush(copies());
    }

    /** {@return a second queue, beside the one for kernels} */
    private synchronized cl_command_queue copies() {
        if (copies == null) copies = context.createQueue();
        return (cl_command_queue) copies.getPeerPointer().getPointer();
    }

    private cl_context owner() {
        return (cl_context) context.getPeerPointer().getPointer();
    }

    /** Queues a copy between the start of a piece and the device. */
    void move(int piece, DeviceBuffer buffer, long word, int words, boolean toDevice) {
        allocate();
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

    /** Makes the device start on the queued commands. */
    void flush() {
        CL.clFlush(queue());
    }

    /** Copies words from the heap to the start of a piece. */
    void put(int piece, HostWords source, long begin, int words) {
        allocate();
        inParallel(words, (first, count) -> source.put(begin + first, at(piece, first), count));
    }

    /** Copies words from the start of a piece to the heap. */
    void take(int piece, HostWords target, long begin, int words) {
        inParallel(words, (first, count) -> target.take(at(piece, first), begin + first, count));
    }

    /** {@return the memory of a piece, from a given word on} */
    ByteBuffer at(int piece, int word) {
        return pieces[piece].duplicate().order(ByteOrder.nativeOrder()).position(word * Float.BYTES);
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

    private synchronized void allocate() {
        if (pieces[0] != null) return;
        int[] error = new int[1];
        long bytes = (long) pieces.length * words * Float.BYTES;
        DriverCall.begin();
        cl_mem memory = CL.clCreateBuffer(owner(), CL.CL_MEM_ALLOC_HOST_PTR, bytes, null, error);
        BackendUtils.checkOpenCLError(error[0]);
        ByteBuffer mapped = CL.clEnqueueMapBuffer(
                queue(), memory, true, CL.CL_MAP_READ | CL.CL_MAP_WRITE, 0, bytes, 0, null, null, error);
        if (error[0] != CL.CL_SUCCESS) CL.clReleaseMemObject(memory);
        BackendUtils.checkOpenCLError(error[0]);
        for (int i = 0; i < pieces.length; i++)
            pieces[i] =
                    mapped.slice(i * words * Float.BYTES, words * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    private cl_command_queue queue() {
        return (cl_command_queue) context.getDefaultQueue().getPeerPointer().getPointer();
    }
}
