package sc.fiji.invertibility.compute.opencl.gpu;

import java.nio.IntBuffer;
import java.util.List;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Codes without their zeros: one bit per unit, then the value of each non-zero, then its switch as a byte. */
final class CodeStorage {

    private static final int GROUP = 256;
    private static final int GROUPS_OF_UNIT = 4;

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final GpuPointwiseKernels pointwise;
    private final int group;

    CodeStorage(GpuDevice device, DeviceMemory memory, GpuPointwiseKernels pointwise) {
        this.device = device;
        this.memory = memory;
        this.pointwise = pointwise;
        this.group = device.limits().group(GROUP);
    }

    /** {@return whether codes of a pooling can be stored this way, by a device with groups of whole words of bits} */
    boolean suits(Pooling pooling) {
        return StoredCode.isCompact(pooling) && group >= Integer.SIZE;
    }

    /**
     * Stores a code; waits until its units are counted.
     *
     * @param least the smallest magnitude to be stored, ≥ 0
     */
    BitmaskCode store(DeviceCode z, float least) {
        int units = units(z), low = Math.max(1, Float.floatToRawIntBits(least)), stored = count(z, low);
        DeviceBuffer packed = memory.take(words(units, stored));
        try {
            pointwise.clear(packed, 1);
            kernel("store_units").run(range(units), z.values(), z.switches(), units, low, stored, packed);
            return new BitmaskCode(memory, packed, stored, z.unpooledShape(), z.pooling());
        } catch (RuntimeException e) {
            packed.close();
            throw e;
        }
    }

    private int count(DeviceCode z, int low) {
        try (DeviceBuffer count = memory.take(1)) {
            pointwise.clear(count, 1);
            kernel("count_units").run(range(units(z)), z.values(), units(z), low, count);
            int[] words = new int[1];
            count.read(IntBuffer.wrap(words), 0, 1);
            return words[0];
        }
    }

    /** {@return a stored code of this engine} */
    BitmaskCode own(StoredCode code) {
        if (code instanceof BitmaskCode stored && stored.memory() == memory) return stored;
        throw new IllegalArgumentException("this stored code belongs to another engine");
    }

    /**
     * Fills a code with a stored one.
     *
     * @param least units of a smaller magnitude become zero
     */
    void restore(BitmaskCode stored, float least, DeviceCode z) {
        int units = units(z), low = Math.max(1, Float.floatToRawIntBits(least));
        kernel("restore_units")
                .run(
                        NDRange.of(group, units),
                        List.of(stored.packed(), units, low, stored.stored()),
                        List.of(z.values(), z.switches()));
        z.hasAtMost(stored.stored());
    }

    /** Brings back a code that was read, which begins with the number of its units. */
    BitmaskCode load(int[] words, Shape unpooledShape, Pooling pooling) {
        int units = Math.toIntExact(pooling.pooledShape(unpooledShape).size());
        DeviceBuffer packed = memory.take(words(units, words[0]));
        try {
            packed.write(IntBuffer.wrap(words), 0, packed.words());
            return new BitmaskCode(memory, packed, words[0], unpooledShape, pooling);
        } catch (RuntimeException e) {
            packed.close();
            throw e;
        }
    }

    /** A counter, where the units of each group begin, a bit for each, their values, and their switches as bytes. */
    private long words(int units, int stored) {
        long groups = (units + group - 1L) / group;
        return 1 + groups + groups * group / Integer.SIZE + stored + (stored + Integer.BYTES - 1L) / Integer.BYTES;
    }

    private static int units(DeviceCode z) {
        return Math.toIntExact(z.values().shape().size());
    }

    private NDRange range(int units) {
        long groups = Math.min((long) GROUPS_OF_UNIT * device.limits().units(), (units + group - 1L) / group);
        return NDRange.of(group, groups * group);
    }

    private Kernel kernel(String name) {
        return device.kernel(device.source("storage.cl", GROUP), name);
    }
}
