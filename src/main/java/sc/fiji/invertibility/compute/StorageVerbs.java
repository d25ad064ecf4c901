package sc.fiji.invertibility.compute;

import net.imglib2.img.array.ArrayImgs;

/** Codes that wait for their next use, and single units of them. See {@link Engine}. */
public interface StorageVerbs extends SparsityVerbs, AlgebraVerbs {

    /**
     * Stores a copy of a code, in as little memory as the engine can.
     *
     * @param scope the owner of the copy
     * @param z the code
     * @param least units of a smaller magnitude are left out, ≥ 0
     * @return the copy, in which the switches of zeros may be others
     */
    default StoredCode store(Scope scope, Pooled z, float least) {
        Pooled copy = recode(scope, z.values(), z);
        if (least > 0) keep(copy, Origin.whole(z.values().shape()), new Cutoff(least, Long.MAX_VALUE));
        return new WholeCode(copy);
    }

    /**
     * Brings a stored code back.
     *
     * @param scope the owner of the result
     * @param code what {@link #store} gave
     * @return a code of its own, which may be changed
     * @throws IllegalArgumentException if another engine stored it
     */
    default Pooled restore(Scope scope, StoredCode code) {
        if (!(code instanceof WholeCode whole))
            throw new IllegalArgumentException("a stored code belongs to the engine that stored it");
        return recode(scope, whole.z().values(), whole.z());
    }

    /**
     * Takes some units out of a code: tells what they are, and makes them zero. Works in place.
     *
     * @param z the code
     * @param units which, row-major (channel, y, x) in the code, each at most once
     * @return their values and switches, in the same order
     */
    default UnitList take(Pooled z, int[] units) {
        Code code = downloadCode(z);
        UnitList taken = UnitList.at(units, code);
        float[] negated = new float[code.values().length];
        for (int i = 0; i < units.length; i++) negated[units[i]] = -taken.values()[i];
        Shape shape = code.shape();
        try (Scope local = new Scope()) {
            axpy(1, upload(local, ArrayImgs.floats(negated, shape.width(), shape.height(), shape.channels())), z.values());
        }
        return taken;
    }
}
