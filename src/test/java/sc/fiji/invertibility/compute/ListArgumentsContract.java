package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** Empty lists are accepted; lists that do not match are refused. */
interface ListArgumentsContract extends OpenEngine {

    @Test
    default void ofNothingComesNothing() {
        try (Scope scope = new Scope()) {
            PackedFilters w = engine().pack(scope, GaussianFilters.scaled(2, 2, 3, 1));
            Pooling pairs = Pooling.blocks(2, Selection.LARGEST);
            List<FeatureMap> none = List.of();
            List<PooledCode> noCode = List.of();
            assertEquals(none, engine().uploadAll(scope, List.of()));
            assertEquals(List.of(), engine().downloadAll(none));
            assertEquals(noCode, engine().uploadSparseCodes(scope, List.of()));
            assertEquals(none, engine().convolveAll(scope, none, w, Rectification.RELU));
            assertEquals(noCode, engine().encodeAll(scope, none, w, Rectification.RELU, pairs));
            assertEquals(noCode, engine().poolAll(scope, none, pairs));
            assertEquals(noCode, engine().restrictAll(scope, none, noCode, Unpooling.SWITCHES));
            assertEquals(noCode, engine().poolStepAll(scope, noCode, 1, none, pairs, Unpooling.SWITCHES));
            assertEquals(none, engine().combinedAll(scope, 1, none, 1, none));
            engine().keepLargestAll(noCode, new long[0]);
        }
    }

    @Test
    default void listsThatDoNotMatchAreRefused() {
        try (Scope scope = new Scope()) {
            PackedFilters w = engine().pack(scope, GaussianFilters.scaled(2, 2, 3, 1));
            PackedFilters valid =
                    engine().pack(scope, GaussianFilters.scaled(2, 2, 3, 1).withPadding(Padding.VALID));
            Pooling pairs = Pooling.blocks(2, Selection.LARGEST);
            FeatureMap map = engine().zeros(scope, new Shape(2, 4, 4)),
                    wider = engine().zeros(scope, new Shape(2, 4, 5));
            FeatureMap low = engine().zeros(scope, new Shape(2, 2, 4));
            PooledCode z = engine().pool(scope, map, pairs);
            Class<IllegalArgumentException> refused = IllegalArgumentException.class;
            List<FeatureMap> mixed = List.of(map, wider), two = List.of(map, map), one = List.of(map);
            assertThrows(refused, () -> engine().convolveAll(scope, mixed, w, Rectification.NONE));
            assertThrows(refused, () -> engine().convolveAll(scope, List.of(low, low), valid, Rectification.NONE));
            assertThrows(refused, () -> engine().encodeAll(scope, mixed, w, Rectification.NONE, pairs));
            assertThrows(refused, () -> engine().restrictAll(scope, two, List.of(z), Unpooling.SWITCHES));
            assertThrows(refused, () -> engine().restrictAll(scope, mixed, List.of(z, z), Unpooling.SWITCHES));
            assertThrows(refused, () -> engine().poolStepAll(scope, List.of(z), 1, two, pairs, Unpooling.SWITCHES));
            assertThrows(refused, () -> engine().combinedAll(scope, 1, two, 1, one));
            assertThrows(refused, () -> engine().combinedAll(scope, 1, two, 1, mixed));
            assertThrows(refused, () -> engine().keepLargestAll(List.of(z), new long[] {1, 1}));
            assertThrows(refused, () -> engine().changes(List.of(z), z, Unpooling.SWITCHES, two, map));
            assertThrows(refused, () -> engine().changes(List.of(z), z, Unpooling.SWITCHES, one, wider));
        }
    }
}
