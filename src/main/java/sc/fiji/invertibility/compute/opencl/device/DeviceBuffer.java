package sc.fiji.invertibility.compute.opencl.device;

import java.nio.Buffer;
import net.haesleinhuepf.clij.clearcl.ClearCLBuffer;
import net.haesleinhuepf.clij.clearcl.backend.ClearCLBackendInterface;
import net.haesleinhuepf.clij.clearcl.exceptions.ClearCLException;
import org.jocl.cl_mem;

/**
 * A piece of device memory, of 32-bit words. Closing it, and whatever shares the memory, gives that back to the
 * pool that it came from, once. Several pieces may share one memory, each from a word of its own on: the maps of a
 * batch.
 */
public final class DeviceBuffer implements AutoCloseable {

    private final DeviceMemory owner;
    private final long first;
    private final long words;
    private final Holders holders;
    private ClearCLBuffer memory;

    /** How many hold the same memory; an engine is used by one thread at a time. */
    private static final class Holders {
        private int count;
    }

    /**
     * @param words of the memory that are used
     */
    DeviceBuffer(DeviceMemory owner, ClearCLBuffer memory, long words) {
        this(owner, memory, 0, words, new Holders());
    }

    private DeviceBuffer(DeviceMemory owner, ClearCLBuffer memory, long first, long words, Holders holders) {
        this.owner = owner;
        this.memory = memory;
        this.first = first;
        this.words = words;
        this.holders = holders;
        holders.count++;
    }

    /** {@return the same memory once more, for reading} */
    DeviceBuffer share() {
        return new DeviceBuffer(owner, memory(), first, words, holders);
    }

    /** {@return a part of the same memory, which is given back when all parts and this are closed} */
    DeviceBuffer part(long from, long count) {
        return new DeviceBuffer(owner, memory(), first + from, count, holders);
    }

    /** {@return how many words behind another piece of the same memory this one begins; negative for other memory} */
    long wordsBehind(DeviceBuffer other) {
        return memory() == other.memory() ? first - other.first : -1;
    }

    /** {@return the memory} */
    cl_mem pointer() {
        return (cl_mem) memory().getPeerPointer().getPointer();
    }

    /** {@return the first of its words in the memory} */
    long first() {
        return first;
    }

    ClearCLBuffer memory() {
        if (memory == null) throw new IllegalStateException("this device memory was given back already");
        if (memory.getPeerPointer() == null) throw owner.freed();
        return memory;
    }

    /** {@return how many words it holds, rounded up to whole vectors} */
    public long words() {
        return words;
    }

    boolean isFrom(DeviceMemory pool) {
        return pool == owner;
    }

    /**
     * Reads words, and waits for them.
     *
     * @param target takes them, from its position on
     * @param offset the first word to read
     * @param words how many
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no room for what is to be read
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device does not go on
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
                    backend.wrap(target));
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
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device does not go on
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
                    backend.wrap(source));
        } catch (ClearCLException e) {
            throw failure("at writing " + words * Float.BYTES + " bytes", e);
        }
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
