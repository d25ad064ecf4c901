package sc.fiji.invertibility.compute.opencl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
 * their size, since an iteration asks for the same few sizes again and again; when the device or the
 * limit leaves no room, the pool is emptied before the request fails.
 */
final class DeviceMemory implements AutoCloseable {

    private static final int MEM_OBJECT_ALLOCATION_FAILURE = -4;
    private static final int OUT_OF_HOST_MEMORY = -6;
    private static final int INVALID_BUFFER_SIZE = -61;

    private final ClearCLContext context;
    private final long limit;
    private final Set<ClearCLBuffer> inUse = new HashSet<>();
    private final Map<Long, Deque<ClearCLBuffer>> pool = new HashMap<>();
    private long bytes;
    private boolean closed;

    /**
     * Creates an empty pool.
     *
     * @param context where memory comes from
     * @param limit bytes that may be held at a time
     */
    DeviceMemory(ClearCLContext context, long limit) {
        this.context = context;
        this.limit = limit;
    }

    /** {@return bytes that are held, the pool included} */
    long bytes() {
        return bytes;
    }

    /**
     * Takes memory with any content.
     *
     * @param words 32-bit words; rounded up to whole vectors
     * @return the memory
     * @throws OutOfDeviceMemory if there is not enough
     */
    DeviceBuffer take(long words) {
        requireOpen();
        long size = Math.max(1, Layout.vectors(words)) * Layout.BLOCK;
        Deque<ClearCLBuffer> free = pool.get(size);
        ClearCLBuffer buffer = free == null || free.isEmpty() ? allocate(size) : free.pop();
        inUse.add(buffer);
        return new DeviceBuffer(this, buffer);
    }

    void requireOpen() {
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
    void trim() {
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
