package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.IntBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.CodeWithCandidates;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.StoredCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;

/** Codes without their zeros: one bit per unit, then the value of each non-zero, then its switch as a byte. */
final class CodeStorage {

    /** Sizes are rounded up by at most this fraction, so that tiles and iterations can reuse each other's memory. */
    private static final int ROUNDED = 16;

    private final TunedDevice device;
    private final DeviceMemory memory;

    CodeStorage(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /**
     * Stores a code.
     *
     * @param least the smallest magnitude to be stored, ≥ 0
     */
    BitmaskCode store(DeviceCode z, float least) {
        UnitSearch search = UnitSearch.of(
                device, memory, z.values(), Math.max(1, Float.floatToRawIntBits(least)), Integer.MAX_VALUE);
        return owning(search, () -> {
                    BitmaskCode stored = stored(z, search);
                    return filled(stored, () -> {
                        search.run("store_units", z.switches(), search.offsets(), stored.room(), stored.packed());
                        return Optional.of(stored);
                    });
                })
                .orElseThrow();
    }

    /**
     * Stores a code, and removes from it what is not above a bracket.
     *
     * @param most the largest number of units within the bracket
     * @return empty if there are more, in which case nothing is changed
     */
    Optional<CodeWithCandidates> divide(DeviceCode z, Bracket bracket, int most) {
        UnitSearch search =
                UnitSearch.of(device, memory, z.values(), UnitExtraction.low(bracket), UnitExtraction.high(bracket));
        return owning(search, () -> {
            if (search.within() > most) return Optional.empty();
            try (DeviceBuffer list = memory.take(UnitExtraction.room(search.within()))) {
                BitmaskCode stored = stored(z, search);
                return filled(stored, () -> {
                    search.run(
                            "divide_units",
                            List.of(z.switches(), z.values().layout().lanes(), UnitExtraction.plane(z)),
                            List.of(search.offsets(), stored.room(), stored.packed(), search.within(), list));
                    return Optional.of(new CodeWithCandidates(stored, UnitExtraction.listed(list, search.within())));
                });
            }
        });
    }

    private BitmaskCode stored(DeviceCode z, UnitSearch search) {
        int words = words(z.values().layout(), search.room());
        return new BitmaskCode(
                memory,
                memory.take(rounded(words)),
                words,
                search.offsets(),
                search.room(),
                search.above(),
                z.unpooledShape(),
                z.pooling());
    }

    /** Brings back a code that was read. */
    BitmaskCode load(int[] words, Shape unpooledShape, Pooling pooling) {
        int packed = words[2];
        DeviceBuffer offsets = memory.take(UnitSearch.starts(device));
        try {
            int starts = (int) offsets.words();
            offsets.write(IntBuffer.wrap(words, BitmaskCode.HEADER, starts), 0, starts);
            BitmaskCode stored = new BitmaskCode(
                    memory, memory.take(rounded(packed)), packed, offsets, words[0], words[1], unpooledShape, pooling);
            return filled(stored, () -> {
                stored.packed().write(IntBuffer.wrap(words, BitmaskCode.HEADER + starts, packed), 0, packed);
                return stored;
            });
        } catch (RuntimeException e) {
            offsets.close();
            throw e;
        }
    }

    /** Closes the words of a stored code if they cannot be filled. */
    private static <T> T filled(BitmaskCode stored, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            stored.packed().close();
            throw e;
        }
    }

    /** Closes the offsets of a search if it is abandoned. */
    private static <T> Optional<T> owning(UnitSearch search, Supplier<Optional<T>> work) {
        Optional<T> result = Optional.empty();
        try {
            result = work.get();
            return result;
        } finally {
            if (result.isEmpty()) search.offsets().close();
        }
    }

    /** {@return a stored code of this engine} */
    BitmaskCode own(StoredCode code) {
        if (code instanceof BitmaskCode stored && stored.memory() == memory) return stored;
        throw new IllegalArgumentException("this stored code belongs to another engine");
    }

    /**
     * Fills a code.
     *
     * @param least units of a smaller magnitude become zero
     */
    void restore(BitmaskCode stored, float least, DeviceCode z) {
        int lowest = Math.max(1, Float.floatToRawIntBits(least));
        UnitSearch.run(
                device,
                "restore_units",
                z.values(),
                List.of(lowest, z.switches(), stored.offsets(), stored.room(), stored.packed()));
    }

    private static int words(MapLayout layout, long total) {
        return Math.toIntExact((layout.vectors() + 1) / 2 + total + (total + Integer.BYTES - 1) / Integer.BYTES);
    }

    private static long rounded(long words) {
        long step = Math.max(MapLayout.BLOCK, Long.highestOneBit(words) / ROUNDED);
        return (words + step - 1) / step * step;
    }
}
