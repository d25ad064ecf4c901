package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.backend.BackendUtils;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/**
 * Memory of the host that a device reads and writes at the full speed of the bus, which it does not with arrays on the
 * heap. Values are copied there by several threads, a piece at a time, while the device moves the piece before. It is
 * shared by all engines of a context, and kept.
 */
public final class Staging {

    /** Values of a piece: 8 MiB. */
    private static final int PIECE = 1 << 21;

    private static final int PIECES = 2;

    /** Values that one thread copies in less time than others take to begin. */
    private static final int ALONE = 1 << 17;

    private static final int MOST_THREADS = 8;

    private final ClearCLContext context;
    private final FloatBuffer[] values = new FloatBuffer[PIECES];
    private final Pointer[] pointers = new Pointer[PIECES];

    /** What the device still does with a piece, or null. */
    private final cl_event[] moving = new cl_event[PIECES];

    /**
     * Prepares; takes no memory yet.
     *
     * @param context where the device belongs to
     */
    public Staging(ClearCLContext context) {
        this.context = context;
    }

    /**
     * Queues writing; the array may be changed afterwards.
     *
     * @param source has the values
     * @param from the first of them
     * @param target takes them
     * @param offset its first word to overwrite
     * @param count how many
     */
    public synchronized void write(float[] source, int from, DeviceBuffer target, long offset, int count) {
        allocate();
        for (int done = 0, piece = 0; done < count; done += PIECE, piece = (piece + 1) % PIECES) {
            int some = Math.min(PIECE, count - done), begin = from + done;
            await(piece);
            FloatBuffer staged = values[piece];
            inParallel(
                    some, (first, length) -> staged.duplicate().position(first).put(source, begin + first, length));
            moving[piece] = new cl_event();
            BackendUtils.checkOpenCLError(CL.clEnqueueWriteBuffer(
                    queue(),
                    target.pointer(),
                    false,
                    (target.first() + offset + done) * Float.BYTES,
                    (long) some * Float.BYTES,
                    pointers[piece],
                    0,
                    null,
                    moving[piece]));
        }
        CL.clFlush(queue());
    }

    /**
     * Reads, and waits for the values.
     *
     * @param source has the values
     * @param offset its first word to read
     * @param target takes them
     * @param from where its first goes to
     * @param count how many
     */
    public synchronized void read(DeviceBuffer source, long offset, float[] target, int from, int count) {
        allocate();
        for (int begun = 0, done = 0, piece = 0; done < count; ) {
            for (; begun < count && begun < done + PIECES * PIECE; begun += PIECE)
                read(source, offset + begun, Math.min(PIECE, count - begun), begun / PIECE % PIECES);
            await(piece);
            int some = Math.min(PIECE, count - done), begin = from + done;
            FloatBuffer staged = values[piece];
            inParallel(
                    some, (first, length) -> staged.duplicate().position(first).get(target, begin + first, length));
            done += PIECE;
            piece = (piece + 1) % PIECES;
        }
    }

    private void read(DeviceBuffer source, long offset, int count, int piece) {
        await(piece);
        moving[piece] = new cl_event();
        BackendUtils.checkOpenCLError(CL.clEnqueueReadBuffer(
                queue(),
                source.pointer(),
                false,
                (source.first() + offset) * Float.BYTES,
                (long) count * Float.BYTES,
                pointers[piece],
                0,
                null,
                moving[piece]));
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
        void run(int first, int length);
    }

    private static void inParallel(int count, Copy copy) {
        int threads = Math.min(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()), count / ALONE);
        if (threads <= 1) {
            copy.run(0, count);
            return;
        }
        int share = (count + threads - 1) / threads;
        IntStream.range(0, threads).parallel().forEach(i -> copy.run(i * share, Math.min(share, count - i * share)));
    }

    private void allocate() {
        if (values[0] != null) return;
        int[] error = new int[1];
        long bytes = (long) PIECES * PIECE * Float.BYTES;
        cl_context owner = (cl_context) context.getPeerPointer().getPointer();
        cl_mem memory = CL.clCreateBuffer(owner, CL.CL_MEM_ALLOC_HOST_PTR, bytes, null, error);
        BackendUtils.checkOpenCLError(error[0]);
        ByteBuffer mapped = CL.clEnqueueMapBuffer(
                queue(), memory, true, CL.CL_MAP_READ | CL.CL_MAP_WRITE, 0, bytes, 0, null, null, error);
        BackendUtils.checkOpenCLError(error[0]);
        for (int i = 0; i < PIECES; i++) {
            ByteBuffer piece =
                    mapped.slice(i * PIECE * Float.BYTES, PIECE * Float.BYTES).order(ByteOrder.nativeOrder());
            pointers[i] = Pointer.to(piece);
            values[i] = piece.asFloatBuffer();
        }
    }

    private cl_command_queue queue() {
        return (cl_command_queue) context.getDefaultQueue().getPeerPointer().getPointer();
    }
}
