package sc.fiji.invertibility.compute.opencl.device;

import java.nio.Buffer;
import net.haesleinhuepf.clij.clearcl.ClearCLBuffer;
import net.haesleinhuepf.clij.clearcl.ClearCLPeerPointer;
import net.haesleinhuepf.clij.clearcl.backend.ClearCLBackendInterface;
import net.haesleinhuepf.clij.clearcl.exceptions.ClearCLException;
import org.jocl.Pointer;
import org.jocl.cl_mem;

/**
 * A piece of device memory, in 32-bit words. Several pieces may share one allocation, as the maps of a batch do; when
 * the last of them is closed, the allocation returns to its pool.
 */
public final class DeviceBuffer implements AutoCloseable {

    private final DeviceMemory owner;
    private final long first;
    private final long words;
    private final Holders holders;
    private Allocation memory;

    /** The number of pieces that share the memory. It needs no lock, since one thread at a time uses an engine. */
    private static final class Holders {
        private int count;
    }

    /**
     * @param words the number of words in use
     */
    DeviceBuffer(DeviceMemory owner, Allocation memory, long words) {
        this(owner, memory, 0, words, new Holders());
    }

    private DeviceBuffer(DeviceMemory owner, Allocation memory, long first, long words, Holders holders) {
        this.owner = owner;
        this.memory = memory;
        this.first = first;
        this.words = words;
        this.holders = holders;
        holders.count++;
    }

    /** {@return a second handle of the same memory, for reading} */
    DeviceBuffer share() {
        memory();
        return new DeviceBuffer(owner, memory, first, words, holders);
    }

    /** {@return a part of the same memory, which is released when all its parts and this are closed} */
    DeviceBuffer part(long from, long count) {
        memory();
        return new DeviceBuffer(owner, memory, first + from, count, holders);
    }

    /**
     * {@return the number of words from the start of another piece of the same memory to the start of this one;
     * negative for other memory}
     */
    long wordsBehind(DeviceBuffer other) {
        return memory() == other.memory() ? first - other.first : -1;
    }

    /** {@return the memory} */
    cl_mem pointer() {
        return (cl_mem) memory().getPeerPointer().getPointer();
    }

    /** {@return the index of its first word in the memory} */
    long first() {
        return first;
    }

    ClearCLBuffer memory() {
        if (memory == null) throw new IllegalStateException("this device memory was given back already");
        if (memory.buffer().getPeerPointer() == null) throw owner.freed();
        return memory.buffer();
    }

    /** {@return the number of its words, rounded up to whole vectors} */
    public long words() {
        return words;
    }

    boolean isFrom(DeviceMemory pool) {
        return pool == owner;
    }

    /**
     * Reads words, and waits for them.
     *
     * @param target receives them, from its position on
     * @param offset the first word to read
     * @param words how many
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no memory for the copy
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device fails
     */
    public void read(Buffer target, long offset, long words) {
        ClearCLBuffer source = memory();
        ClearCLBackendInterface backend = source.getBackend();
        try {
            DriverCall.begin();
            backend.enqueueReadFromBuffer(
                    source.getContext().getDefaultQueue().getPeerPointer(),
                    source.getPeerPointer(),
                    true,
                    (first + offset) * Float.BYTES,
                    words * Float.BYTES,
                    pointer(target));
        } catch (ClearCLException e) {
            throw failure("at reading " + words * Float.BYTES + " bytes", e);
        }
    }

    /**
     * Writes words, and waits until they are taken.
     *
     * @param source has them, from its position on
     * @param offset the first word to overwrite
     * @param words how many
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no room for them
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device fails
     */
    public void write(Buffer source, long offset, long words) {
        ClearCLBuffer target = memory();
        ClearCLBackendInterface backend = target.getBackend();
        try {
            DriverCall.begin();
            backend.enqueueWriteToBuffer(
                    target.getContext().getDefaultQueue().getPeerPointer(),
                    target.getPeerPointer(),
                    true,
                    (first + offset) * Float.BYTES,
                    words * Float.BYTES,
                    pointer(source));
        } catch (ClearCLException e) {
            throw failure("at writing " + words * Float.BYTES + " bytes", e);
        }
    }

    /** ClearCL's own begins at the start of a buffer, whatever its position. */
    private static ClearCLPeerPointer pointer(Buffer words) {
        return new ClearCLPeerPointer(Pointer.toBuffer(words));
    }

    /** {@return what to throw where the driver refuses what was to be done with this memory} */
    RuntimeException failure(String where, ClearCLException e) {
        return owner.failure(where, e);
    }

    @Override
    public void close() {
        if (memory == null) return;
        if (--holders.count == 0) owner.giveBack(memory);
        memory = null;
    }
}
