package sc.fiji.invertibility.compute;

import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;

/** Codes that are set aside until they are used again, and access to their units. See {@link Engine}. */
public interface StorageOperations extends SparsityOperations, AlgebraOperations {

    /**
     * Stores a copy of a code, in as little memory as the engine can.
     *
     * @param scope the owner of the copy
     * @param z the code
     * @param least units of a smaller magnitude are left out, ≥ 0
     * @return the copy, in which the switches of zeros may differ
     */
    default StoredCode store(Scope scope, PooledCode z, float least) {
        PooledCode copy = copyFrom(scope, z, least);
        return new UncompressedCode(this, copy, nonzeros(copy));
    }

    /**
     * Stores a copy of a code, and then does the same as {@link #keepAbove}: it sets all units to zero except those
     * above a bracket, and returns those within it. Works in place.
     *
     * @param scope the owner of the copy
     * @param z the code
     * @param bracket the magnitudes of the units to return
     * @param most the largest number of units to return
     * @return a copy of the units above and within the bracket, together with the latter; empty if there are too many
     *     of these, in which case the code is unchanged
     */
    default Optional<CodeWithCandidates> divide(Scope scope, PooledCode z, Bracket bracket, int most) {
        StoredCode copy = store(scope, z, bracket.lowest());
        Optional<UnitList> within = Optional.empty();
        try {
            within = keepAbove(z, bracket, most);
        } finally {
            // Also if that fails: who has no memory for it tries again, and cannot know of the copy.
            if (within.isEmpty()) copy.close();
        }
        return within.map(units -> new CodeWithCandidates(copy, units));
    }

    /**
     * Restores a stored code.
     *
     * @param scope the owner of the result
     * @param code the result of {@link #store}
     * @param least units of a smaller magnitude become zero, ≥ 0
     * @return an independent code, which may be changed
     * @throws IllegalArgumentException if the code was stored by another engine
     */
    default PooledCode restore(Scope scope, StoredCode code, float least) {
        if (!(code instanceof UncompressedCode whole))
            throw new IllegalArgumentException("a stored code belongs to the engine that stored it");
        return copyFrom(scope, whole.z(), least);
    }

    /**
     * Brings back a stored code that was copied out of the engine's memory.
     *
     * @param scope the owner of the result
     * @param words what {@link StoredCode#read} wrote; there may be more
     * @param unpooledShape the size of the activations before pooling
     * @param pooling how they were pooled
     * @return the stored code
     */
    default StoredCode load(Scope scope, int[] words, Shape unpooledShape, Pooling pooling) {
        return UncompressedCode.load(this, scope, words, unpooledShape, pooling);
    }

    private PooledCode copyFrom(Scope scope, PooledCode z, float least) {
        PooledCode copy = recode(scope, z.values(), z);
        if (least > 0) keep(copy, TileOrigin.whole(z.values().shape()), new Cutoff(least, Long.MAX_VALUE));
        return copy;
    }

    /**
     * Removes some units from a code: returns them, and sets them to zero. Works in place.
     *
     * @param z the code
     * @param units the units, row-major (channel, y, x) in the code, each at most once
     * @return their values and switches, in the same order
     */
    default UnitList take(PooledCode z, int[] units) {
        if (units.length == 0) return UnitList.NONE;
        HostCode code = downloadCode(z);
        UnitList taken = UnitList.at(units, code);
        float[] negated = new float[code.values().length];
        for (int i = 0; i < units.length; i++) negated[units[i]] = -taken.values()[i];
        Shape shape = code.shape();
        try (Scope local = new Scope()) {
            axpy(
                    1,
                    upload(local, ArrayImgs.floats(negated, shape.width(), shape.height(), shape.channels())),
                    z.values());
        }
        return taken;
    }
}
