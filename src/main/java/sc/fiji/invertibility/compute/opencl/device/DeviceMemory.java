package sc.fiji.invertibility.compute.opencl.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
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

    /** A buffer is reused for a request that leaves at most this part of it empty. */
    private static final int SLACK = 8;

    private final ClearCLContext context;
    private final long limit;
    private final DriverErrors errors;
    private final Set<ClearCLBuffer> inUse = new HashSet<>();
    private final NavigableMap<Long, Deque<ClearCLBuffer>> pool = new TreeMap<>();
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
        ClearCLBuffer buffer = reused(size);
        if (buffer == null) buffer = allocate(size);
        inUse.add(buffer);
        return new DeviceBuffer(this, buffer, size);
    }

    /**
     * Returns the smallest free buffer that is at most slightly larger, or null: tiles of an image differ by a few
     * pixels.
     */
    private ClearCLBuffer reused(long size) {
        Map.Entry<Long, Deque<ClearCLBuffer>> free = pool.ceilingEntry(size);
        if (free == null || free.getKey() > size + size / SLACK) return null;
        ClearCLBuffer buffer = free.getValue().pop();
        if (free.getValue().isEmpty()) pool.remove(free.getKey());
        return buffer;
    }

    /**
     * Checks that this is still open.
     *
     * @throws IllegalStateException if not
     */
    public void requireOpen() {
        if (closed) throw new IllegalStateException("this engine was closed already");
    }

    void giveBack(ClearCLBuffer buffer) {
        if (inUse.remove(buffer))
            pool.computeIfAbsent(buffer.getLength(), size -> new ArrayDeque<>()).push(buffer);
    }

    /** Frees everything, including buffers that are still in use. */
    @Override
    public void close() {
        closed = true;
        trim();
        inUse.forEach(this::release);
        inUse.clear();
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

    private ClearCLBuffer allocate(long words) {
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

    private ClearCLBuffer create(long words) {
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
            return buffer;
        }
    }

    /** Frees the buffers that wait for reuse. */
    public void trim() {
        pool.values().forEach(free -> free.forEach(this::release));
        pool.clear();
    }

    private void release(ClearCLBuffer buffer) {
        synchronized (context) {
            bytes -= buffer.getSizeInBytes();
            try {
                buffer.close();
            } catch (ClearCLException e) {
                // A device that was lost has lost its memory, too.
            }
        }
    }
}
