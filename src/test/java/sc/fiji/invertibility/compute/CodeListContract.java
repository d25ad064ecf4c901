package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An operation that takes or returns a list of codes gives for each of them what the operation on a single code gives.
 */
interface CodeListContract extends EachOfSeveral {

    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.Several#lists")
    default void codesGoAsListsOfTheirNonZeros(Several several) {
        List<SparseCode> codes = several.codes().stream().map(SparseCode::of).toList();
        assertCodes(
                scope -> engine().uploadSparseCodes(scope, codes),
                scope -> i -> engine().uploadCode(scope, codes.get(i).dense()));
    }

    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.Several#lists")
    default void poolsAndRestrictsSeveralMaps(Several several) {
        try (Scope owner = new Scope()) {
            List<FeatureMap> g = upAll(owner, several.integers(70));
            List<PooledCode> z = engine().uploadCodes(owner, several.codes());
            assertCodes(
                    scope -> engine().poolAll(scope, g, several.pooling()),
                    scope -> i -> engine().pool(scope, g.get(i), several.pooling()));
            for (Unpooling u : Unpooling.values()) {
                assertCodes(
                        scope -> engine().restrictAll(scope, g, z, u),
                        scope -> i -> engine().restrict(scope, g.get(i), z.get(i), u));
                assertCodes(
                        scope -> engine().poolStepAll(scope, z, 0.5f, g, several.pooling(), u),
                        scope -> i -> engine().poolStep(scope, z.get(i), 0.5f, g.get(i), several.pooling(), u));
            }
            assertCodes(
                    scope -> engine().poolStepAll(scope, null, 2, g, several.pooling(), Unpooling.SWITCHES),
                    scope -> i -> engine().poolStep(scope, null, 2, g.get(i), several.pooling(), Unpooling.SWITCHES));
        }
    }

    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.Several#lists")
    default void keepsOfEachCodeItsLargest(Several several) {
        List<HostCode> codes = several.codes();
        long units = codes.get(0).shape().size();
        long[] k = IntStream.range(0, codes.size())
                .mapToLong(i -> (i + 1) * units / (codes.size() + 1))
                .toArray();
        k[0] = codes.size() > 1 ? 0 : k[0];
        assertCodes(
                scope -> {
                    List<PooledCode> z = engine().uploadCodes(scope, codes);
                    engine().keepLargestAll(z, k);
                    return z;
                },
                scope -> i -> {
                    PooledCode z = engine().uploadCode(scope, codes.get(i));
                    engine().keepLargest(z, k[i]);
                    return z;
                });
    }
}
