package sc.fiji.invertibility.compute;

import java.util.Optional;

/** The sparsity model: pooling, its switches, and the k largest units. See {@link Engine}. */
public interface SparsityVerbs extends TransferVerbs {

    /**
     * Max pooling with switches.
     *
     * @param scope the owner of the result
     * @param h the activations
     * @param pooling windows and selection
     * @return one value and one switch a window
     */
    Pooled pool(Scope scope, FeatureMap h, Pooling pooling);

    /**
     * Puts pooled values back to where they came from, zero elsewhere; where windows overlap, values add.
     *
     * @param scope the owner of the result
     * @param z the code
     * @param unpooling where a value is put
     * @return a map of the size before pooling
     */
    FeatureMap unpool(Scope scope, Pooled z, Unpooling unpooling);

    /**
     * Restricts a dense map to the support of a code: the values of g at the places where z puts its
     * non-zeros, 0 in the other windows.
     *
     * @param scope the owner of the result
     * @param g a map of z's size before pooling
     * @param z the code
     * @param unpooling where z puts its values
     * @return a code with the switches of z
     */
    Pooled restrict(Scope scope, FeatureMap g, Pooled z, Unpooling unpooling);

    /**
     * Gives a code other values at the same places.
     *
     * @param scope the owner of the result
     * @param values a map of the size of the code's values
     * @param places the code whose switches are taken
     * @return a code of these values and those switches
     */
    Pooled recode(Scope scope, FeatureMap values, Pooled places);

    /**
     * Counts one digit of all units of a code, for {@link LargestUnits}.
     *
     * @param z the code
     * @param origin where its units lie in the whole map
     * @param digit what to count
     * @param counts the counters, to which is added
     */
    void count(Pooled z, Origin origin, LargestUnits.Digit digit, long[] counts);

    /**
     * Sets all units of a code to zero but those that a cutoff keeps. Works in place.
     *
     * @param z the code
     * @param origin where its units lie in the whole map
     * @param cutoff the rule
     */
    void keep(Pooled z, Origin origin, Cutoff cutoff);

    /**
     * Sets all but the k largest units of a code to zero, ties going to the first in row-major order. Works
     * in place.
     *
     * @param z the code, not a tile of one
     * @param k how many units are kept, ≥ 0
     */
    default void keepLargest(Pooled z, long k) {
        Shape units = z.values().shape();
        LargestUnits largest = LargestUnits.of(k, units.size());
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            count(z, Origin.whole(units), largest.digit(), counts);
            largest.accept(counts);
        }
        keep(z, Origin.whole(units), largest.cutoff());
    }

    /**
     * Sets all units of a code to zero but those above a bracket, and tells which lay within it: whether they
     * are kept is decided later. Works in place.
     *
     * @param z the code
     * @param bracket the magnitudes that are told
     * @param most how many units may be told
     * @return the non-zero units within the bracket in any order; or empty if there are more than may be told, and
     *     then the code is unchanged
     */
    default Optional<UnitList> keepAbove(Pooled z, Bracket bracket, int most) {
        Code code = downloadCode(z);
        UnitList within = UnitList.within(bracket, code);
        if (within.size() > most) return Optional.empty();
        keep(z, Origin.whole(code.shape()), bracket.above());
        return Optional.of(within);
    }

    /**
     * Counts non-zero units.
     *
     * @param z the code
     * @return ‖z‖₀
     */
    long nonzeros(Pooled z);

    /**
     * Compares two codes of the same shape and pooling.
     *
     * @param a a code
     * @param b another
     * @param unpooling where they put their values
     * @return how they differ
     */
    CodeDifference compare(Pooled a, Pooled b, Unpooling unpooling);

    /**
     * Counts for each place how many filters have their kept maximum there: a unit counts where it is not
     * zero, at its switch.
     *
     * @param scope the owner of the result
     * @param z the code
     * @return a map of one channel, of the size before pooling
     */
    FeatureMap winners(Scope scope, Pooled z);
}
