package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.stream.IntStream;

/** Pooling, and what its switches are used for. See {@link Engine}. */
public interface PoolingOperations extends TransferOperations {

    /**
     * Max pooling with switches.
     *
     * @param scope the owner of the result
     * @param h the activations
     * @param pooling windows and selection
     * @return one value and one switch a window
     */
    PooledCode pool(Scope scope, FeatureMap h, Pooling pooling);

    /**
     * Puts pooled values back to where they came from, zero elsewhere; where windows overlap, values add.
     *
     * @param scope the owner of the result
     * @param z the code
     * @param unpooling where a value is put
     * @return a map of the size before pooling
     */
    FeatureMap unpool(Scope scope, PooledCode z, Unpooling unpooling);

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
    PooledCode restrict(Scope scope, FeatureMap g, PooledCode z, Unpooling unpooling);

    /**
     * Gives a code other values at the same places.
     *
     * @param scope the owner of the result
     * @param values a map of the size of the code's values
     * @param positions the code whose switches are taken
     * @return a code of these values and those switches
     */
    PooledCode recode(Scope scope, FeatureMap values, PooledCode positions);

    /**
     * Counts for each place how many filters have their kept maximum there: a unit counts where it is not
     * zero, at its switch.
     *
     * @param scope the owner of the result
     * @param z the code
     * @return a map of one channel, of the size before pooling
     */
    FeatureMap winners(Scope scope, PooledCode z);

    /**
     * Pools several maps.
     *
     * @param scope the owner of the results
     * @param h the activations, of one size
     * @param pooling windows and selection
     * @return what {@link #pool} makes of each
     */
    default List<PooledCode> poolAll(Scope scope, List<FeatureMap> h, Pooling pooling) {
        return h.stream().map(map -> pool(scope, map, pooling)).toList();
    }

    /**
     * Restricts several dense maps, each to the support of a code of its own.
     *
     * @param scope the owner of the results
     * @param g maps of the codes' size before pooling
     * @param z as many codes, of one shape and pooling
     * @param unpooling where they put their values
     * @return what {@link #restrict} makes of each pair
     * @throws IllegalArgumentException if there are not as many, or the sizes of a pair do not fit
     */
    default List<PooledCode> restrictAll(Scope scope, List<FeatureMap> g, List<PooledCode> z, Unpooling unpooling) {
        ListChecks.requireAsMany(g.size(), z.size());
        return IntStream.range(0, g.size())
                .mapToObj(i -> restrict(scope, g.get(i), z.get(i), unpooling))
                .toList();
    }
}
