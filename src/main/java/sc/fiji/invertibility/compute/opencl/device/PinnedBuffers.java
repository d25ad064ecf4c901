package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
            UnwatchedTransfer.read(
                    copies(),
                    buffer.pointer(),
                    (buffer.first() + word) * Float.BYTES,
                    (long) words * Float.BYTES,
                    Pointer.to(pieces[piece]),
                    new cl_event[] {before},
                    event);
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

    /** Queues a copy from the device to the start of a piece. */
    void receive(int piece, DeviceBuffer buffer, long word, int words) {
        allocate();
        DriverCall.begin();
        queue(piece, 0, buffer, word, words, false);
    }

    /** Copies words from the heap to the start of a piece, and queues the transfer of each part that is there. */
    void send(int piece, HostWords source, long begin, int words, DeviceBuffer buffer, long word) {
        allocate();
        DriverCall.begin();
        SharedCopy.run(words, (first, count) -> {
            source.put(begin + first, at(piece, first), count);
            queue(piece, first, buffer, word + first, count, true);
        });
    }

    /**
     * When the last transfer that was queued for a piece has ended, the others have, too: the queue keeps the order.
     */
    private synchronized void queue(int piece, int first, DeviceBuffer buffer, long word, int words, boolean toDevice) {
        cl_event event = new cl_event();
        long offset = (buffer.first() + word) * Float.BYTES, bytes = (long) words * Float.BYTES;
        Pointer staged = Pointer.to(pieces[piece]).withByteOffset((long) first * Float.BYTES);
        if (toDevice) UnwatchedTransfer.write(queue(), buffer.pointer(), offset, bytes, staged, event);
        else UnwatchedTransfer.read(queue(), buffer.pointer(), offset, bytes, staged, null, event);
        if (moving[piece] != null) CL.clReleaseEvent(moving[piece]);
        moving[piece] = event;
        if (toDevice) CL.clFlush(queue());
    }

    /** Makes the device start on the queued commands. */
    void flush() {
        CL.clFlush(queue());
    }

    /** Copies words from the start of a piece to the heap. */
    void take(int piece, HostWords target, long begin, int words) {
        SharedCopy.run(words, (first, count) -> target.take(at(piece, first), begin + first, count));
    }

    /** {@return the memory of a piece, from a given word on} */
    ByteBuffer at(int piece, int word) {
        return pieces[piece].duplicate().order(ByteOrder.nativeOrder()).position(word * Float.BYTES);
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
