package sc.fiji.invertibility.compute.opencl.device;

import java.util.ArrayList;
import java.util.List;
import net.haesleinhuepf.clij.clearcl.ClearCLBuffer;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.enums.HostAccessType;
import net.haesleinhuepf.clij.clearcl.enums.KernelAccessType;
import net.haesleinhuepf.clij.clearcl.enums.MemAllocMode;
import net.haesleinhuepf.clij.clearcl.exceptions.ClearCLException;
import net.haesleinhuepf.clij.coremem.enums.NativeTypeEnum;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;

/**
 * The device memory of one engine. Closed buffers wait in a pool for the next request of about their size, since an
 * iteration asks for the same few sizes again and again; when the device or the limit leaves no memory, the pool is
 * emptied before the request fails.
 */
public final class DeviceMemory implements AutoCloseable {

    private final ClearCLContext context;
    private final long limit;
    private final DriverErrors errors;
    private final List<Allocation> all = new ArrayList<>();

    private final FreeAllocations pool = new FreeAllocations();

    private long bytes;
    private boolean closed;

    /**
     * Creates an empty pool.
     *
     * @param context where memory comes from
     * @param limit bytes that may be held at a time
     */
    public DeviceMemory(ClearCLContext context, long limit) {
        this.context = context;
        this.limit = limit;
        this.errors = new DriverErrors(context);
    }

    /** {@return the bytes held, including the pool} */
    public long bytes() {
        return bytes;
    }

    /**
     * Allocates memory with undefined content.
     *
     * @param words 32-bit words; rounded up to whole vectors
     * @return the memory
     * @throws OutOfDeviceMemory if there is not enough
     */
    public DeviceBuffer take(long words) {
        requireOpen();
        long size = Math.max(1, MapLayout.vectors(words)) * MapLayout.BLOCK;
        Allocation reused = pool.take(size);
        return new DeviceBuffer(this, reused == null ? allocate(size) : reused, size);
    }

    /**
     * Checks that this is still open.
     *
     * @throws IllegalStateException if not
     */
    public void requireOpen() {
        if (closed) throw new IllegalStateException("this engine was closed already");
    }

    void giveBack(Allocation unused) {
        if (!closed) pool.add(unused);
    }

    /** Frees everything, including buffers that are still in use. */
    @Override
    public void close() {
        closed = true;
        all.forEach(this::release);
        all.clear();
        pool.drain();
    }

    /** {@return the exception for memory that others freed while it was in use} */
    RuntimeException freed() {
        return closed
                ? new IllegalStateException("this device memory was freed when its engine was closed")
                : new DeviceFailure(context.getDevice().getName() + " stopped working: its context was closed", null);
    }

    /**
     * Returns the exception for a driver call that failed on memory of this pool. The buffers that wait for reuse are
     * freed first, since callers may try again with smaller pieces.
     */
    RuntimeException failure(String where, ClearCLException e) {
        return failure(where, 0, e);
    }

    private RuntimeException failure(String where, long wanted, ClearCLException e) {
        trim();
        return errors.of(where, bytes + wanted, e);
    }

    private Allocation allocate(long words) {
        long wanted = words * Float.BYTES;
        if (wanted > limit - bytes) trim();
        String where = "at a buffer of " + wanted + " bytes beside the " + bytes + " in use";
        if (wanted > limit - bytes)
            throw new OutOfDeviceMemory(
                    context.getDevice().getName() + " ran out of memory " + where + ", limited to " + limit, null);
        try {
            return create(words);
        } catch (ClearCLException e) {
            RuntimeException failure = failure(where, wanted, e);
            if (!(failure instanceof OutOfDeviceMemory)) throw failure;
        }
        try {
            return create(words);
        } catch (ClearCLException e) {
            throw failure(where, wanted, e);
        }
    }

    private Allocation create(long words) {
        synchronized (context) {
            DriverCall.begin();
            // Not MemAllocMode.Best, which is pinned host memory on some drivers.
            ClearCLBuffer buffer = context.createBuffer(
                    MemAllocMode.None,
                    HostAccessType.ReadWrite,
                    KernelAccessType.ReadWrite,
                    1,
                    NativeTypeEnum.Float,
                    words);
            bytes += words * Float.BYTES;
            Allocation made = new Allocation(buffer, words);
            all.add(made);
            return made;
        }
    }

    /** Frees the buffers that wait for reuse. */
    public void trim() {
        if (pool.isEmpty()) return;
        all.removeIf(Allocation::isFree);
        pool.drain().forEach(this::release);
    }

    private void release(Allocation unused) {
        synchronized (context) {
            bytes -= unused.words() * Float.BYTES;
            try {
                unused.buffer().close();
            } catch (ClearCLException e) {
                // A device that was lost has lost its memory, too.
            }
        }
    }
}
