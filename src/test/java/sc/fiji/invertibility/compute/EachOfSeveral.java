package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Compares lists of results with single ones. Results are independent handles: what is done to one of them does not
 * change the next, and closing some early does not affect the others.
 */
interface EachOfSeveral extends OpenEngine {

    default List<FeatureMap> upAll(Scope scope, List<Dense> maps) {
        return engine().uploadAll(scope, maps.stream().map(Dense::image).toList());
    }

    /** Compares the maps that one operation makes with those that another makes of each. */
    default void assertMaps(
            double tolerance, Function<Scope, List<FeatureMap>> all, Function<Scope, IntFunction<FeatureMap>> one) {
        assertEach(
                all,
                one,
                (expected, actual) -> {
                    Dense map = Dense.of(engine().download(expected)), other = Dense.of(engine().download(actual));
                    if (tolerance > 0) assertClose(map, other, tolerance, "one of several");
                    else assertArrayEquals(map.values(), other.values());
                },
                map -> {
                    engine().scale(0, map);
                    map.close();
                });
    }

    /** Compares the codes that one operation makes with those that another makes of each. */
    default void assertCodes(Function<Scope, List<PooledCode>> all, Function<Scope, IntFunction<PooledCode>> one) {
        assertEach(
                all,
                one,
                (expected, actual) -> {
                    HostCode code = engine().downloadCode(expected), other = engine().downloadCode(actual);
                    assertEquals(code.unpooledShape(), other.unpooledShape());
                    assertEquals(code.pooling(), other.pooling());
                    assertArrayEquals(code.values(), other.values());
                    assertArrayEquals(code.switches(), other.switches());
                },
                z -> {
                    engine().keepLargest(z, 0);
                    z.close();
                });
    }

    /** Compares expected and actual results. */
    interface Comparison<T> {
        void compare(T expected, T actual);
    }

    /** Overwrites a result and closes it. */
    interface End<T> {
        void come(T result);
    }

    private <T> void assertEach(
            Function<Scope, List<T>> all, Function<Scope, IntFunction<T>> one, Comparison<T> comparison, End<T> end) {
        compared(all, one, comparison, end);
        engine().trim();
        long before = engine().bytesInUse();
        compared(all, one, comparison, end);
        engine().trim();
        assertEquals(before, engine().bytesInUse(), "memory that was not given back");
    }

    private <T> void compared(
            Function<Scope, List<T>> all, Function<Scope, IntFunction<T>> one, Comparison<T> comparison, End<T> end) {
        try (Scope scope = new Scope()) {
            List<T> results = all.apply(scope), others = all.apply(scope);
            for (int i = 1; i < others.size(); i += 2) end.come(others.get(i));
            for (int i = 0; i < results.size(); i++) {
                T expected = one.apply(scope).apply(i);
                comparison.compare(expected, results.get(i));
                if (i % 2 == 0) comparison.compare(expected, others.get(i));
            }
        }
    }
}
