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
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;
import net.haesleinhuepf.clij.coremem.enums.NativeTypeEnum;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;

/**
 * The device memory of one engine. Buffers that are given back wait in a pool for the next request of
 * about their size, since an iteration asks for the same few sizes again and again; when the device or the
 * limit leaves no room, the pool is emptied before the request fails.
 */
public final class DeviceMemory implements AutoCloseable {

    private static final int MEM_OBJECT_ALLOCATION_FAILURE = -4;
    private static final int OUT_OF_HOST_MEMORY = -6;
    private static final int INVALID_BUFFER_SIZE = -61;

    /** A buffer is reused for requests that leave at most this part of them empty. */
    private static final int SLACK = 8;

    private final ClearCLContext context;
    private final long limit;
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
    }

    /** {@return bytes that are held, the pool included} */
    public long bytes() {
        return bytes;
    }

    /**
     * Takes memory with any content.
     *
     * @param words 32-bit words; rounded up to whole vectors
     * @return the memory
     * @throws OutOfDeviceMemory if there is not enough
     */
    public DeviceBuffer take(long words) {
        requireOpen();
        long size = Math.max(1, Layout.vectors(words)) * Layout.BLOCK;
        ClearCLBuffer buffer = reused(size);
        if (buffer == null) buffer = allocate(size);
        inUse.add(buffer);
        return new DeviceBuffer(this, buffer, size);
    }

    /** The smallest free buffer that is hardly larger, or null: tiles of an image differ by a few pixels. */
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

    /** Frees everything, also what was not given back. */
    @Override
    public void close() {
        closed = true;
        trim();
        inUse.forEach(this::release);
        inUse.clear();
    }

    static boolean exhausted(OpenCLException e) {
        return switch (e.getErrorCode()) {
            case MEM_OBJECT_ALLOCATION_FAILURE, OUT_OF_HOST_MEMORY, INVALID_BUFFER_SIZE -> true;
            default -> false;
        };
    }

    private ClearCLBuffer allocate(long words) {
        long wanted = words * Float.BYTES;
        if (wanted > limit - bytes) trim();
        if (wanted > limit - bytes) throw new OutOfDeviceMemory(shortage(wanted) + ", limited to " + limit, null);
        try {
            return create(words);
        } catch (OpenCLException e) {
            if (!exhausted(e)) throw e;
        }
        trim();
        try {
            return create(words);
        } catch (OpenCLException e) {
            if (!exhausted(e)) throw e;
            throw new OutOfDeviceMemory(shortage(wanted), e);
        }
    }

    private ClearCLBuffer create(long words) {
        synchronized (context) {
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

    /** Frees what waits for reuse. */
    public void trim() {
        pool.values().forEach(free -> free.forEach(this::release));
        pool.clear();
    }

    private void release(ClearCLBuffer buffer) {
        synchronized (context) {
            bytes -= buffer.getSizeInBytes();
            buffer.close();
        }
    }

    private String shortage(long wanted) {
        return context.getDevice().getName() + " has no room for a buffer of " + wanted + " bytes beside the " + bytes
                + " in use";
    }
}
