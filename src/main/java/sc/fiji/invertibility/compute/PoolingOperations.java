package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.stream.IntStream;

/** Pooling, and operations that use its switches. See {@link Engine}. */
public interface PoolingOperations extends TransferOperations {

    /**
     * Max pooling with switches.
     *
     * @param scope the owner of the result
     * @param h the activations
     * @param pooling windows and selection
     * @return one value and one switch per window
     */
    PooledCode pool(Scope scope, FeatureMap h, Pooling pooling);

    /**
     * Puts pooled values back where they came from, with zeros elsewhere; where windows overlap, values add up.
     *
     * @param scope the owner of the result
     * @param z the code
     * @param unpooling where values are put
     * @return a map of the size before pooling
     */
    FeatureMap unpool(Scope scope, PooledCode z, Unpooling unpooling);

    /**
     * Restricts a dense map to the support of a code: takes the values of g at the positions of z's non-zeros, and 0
     * for the other windows.
     *
     * @param scope the owner of the result
     * @param g a map of the size that z had before pooling
     * @param z the code
     * @param unpooling where z puts its values
     * @return a code with the switches of z
     */
    PooledCode restrict(Scope scope, FeatureMap g, PooledCode z, Unpooling unpooling);

    /**
     * Combines other values with the positions of a code.
     *
     * @param scope the owner of the result
     * @param values a map of the size of the code's values
     * @param positions the code whose switches are used
     * @return a code of these values and those switches
     */
    PooledCode recode(Scope scope, FeatureMap values, PooledCode positions);

    /**
     * Counts, for each position, the filters that have their kept maximum there: a non-zero unit counts at its switch.
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
     * @return the result of {@link #pool} for each
     */
    default List<PooledCode> poolAll(Scope scope, List<FeatureMap> h, Pooling pooling) {
        return h.stream().map(map -> pool(scope, map, pooling)).toList();
    }

    /**
     * Restricts several dense maps, each to the support of its own code.
     *
     * @param scope the owner of the results
     * @param g maps of the size that the codes had before pooling
     * @param z as many codes, of one shape and pooling
     * @param unpooling where they put their values
     * @return the result of {@link #restrict} for each pair
     * @throws IllegalArgumentException if the lists differ in length, or the sizes of a pair do not match
     */
    default List<PooledCode> restrictAll(Scope scope, List<FeatureMap> g, List<PooledCode> z, Unpooling unpooling) {
        ShapeChecks.requireAsMany(g.size(), z.size());
        return IntStream.range(0, g.size())
                .mapToObj(i -> restrict(scope, g.get(i), z.get(i), unpooling))
                .toList();
    }
}
