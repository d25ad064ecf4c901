package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.Optional;

/** The sparsity model: keeps the k largest of the pooled units. See {@link Engine}. */
public interface SparsityOperations extends PoolingOperations {

    /**
     * Counts one digit of all units of a code, for {@link RadixSelection}.
     *
     * @param z the code
     * @param origin where its units lie in the whole map
     * @param digit which bits to count
     * @param counts the counters, which are increased
     */
    void count(PooledCode z, TileOrigin origin, RadixSelection.Digit digit, long[] counts);

    /**
     * Sets all units of a code to zero except those that a cutoff keeps. Works in place.
     *
     * @param z the code
     * @param origin where its units lie in the whole map
     * @param cutoff the rule
     */
    void keep(PooledCode z, TileOrigin origin, Cutoff cutoff);

    /**
     * Sets all but the k largest units of a code to zero; ties go to the first in row-major order. Works in place.
     *
     * @param z a whole code, not a tile
     * @param k the number of units to keep, ≥ 0
     */
    default void keepLargest(PooledCode z, long k) {
        Shape units = z.values().shape();
        RadixSelection largest = RadixSelection.of(k, units.size());
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            count(z, TileOrigin.whole(units), largest.digit(), counts);
            largest.accept(counts);
        }
        keep(z, TileOrigin.whole(units), largest.cutoff());
    }

    /**
     * Keeps the largest units of several codes, with a number for each. Works in place.
     *
     * @param z the codes, of one shape and pooling
     * @param k the number of units to keep in each code, ≥ 0
     * @throws IllegalArgumentException if there are not as many numbers as codes
     */
    default void keepLargestAll(List<PooledCode> z, long[] k) {
        ShapeChecks.requireAsMany(z.size(), k.length);
        for (int i = 0; i < k.length; i++) keepLargest(z.get(i), k[i]);
    }

    /**
     * Sets all units of a code to zero except those above a bracket, and returns those within the bracket, for which it
     * is decided later whether they are kept. Works in place.
     *
     * @param z the code
     * @param bracket the magnitudes of the units to return
     * @param most the largest number of units to return
     * @return the non-zero units within the bracket, in any order; empty if there are too many, in which case the code
     *     is unchanged
     */
    Optional<UnitList> keepAbove(PooledCode z, Bracket bracket, int most);

    /**
     * Counts the non-zero units.
     *
     * @param z the code
     * @return ‖z‖₀
     */
    long nonzeros(PooledCode z);

    /**
     * Compares two codes of the same shape and pooling.
     *
     * @param a a code
     * @param b another
     * @param unpooling where they put their values
     * @return how they differ
     */
    CodeDifference compare(PooledCode a, PooledCode b, Unpooling unpooling);
}
