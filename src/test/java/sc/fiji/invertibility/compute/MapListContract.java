package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** An operation on a list of maps gives for each of them what the operation on a single map gives. */
interface MapListContract extends EachOfSeveral {

    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.Several#lists")
    default void mapsGoTogetherAndReturnTogether(Several several) {
        List<Dense> maps = several.maps(1);
        assertMaps(0, scope -> upAll(scope, maps), scope -> i -> up(scope, maps.get(i)));
        try (Scope scope = new Scope()) {
            var images = engine().downloadAll(upAll(scope, maps));
            assertEquals(maps.size(), images.size());
            for (int i = 0; i < maps.size(); i++)
                assertArrayEquals(maps.get(i).values(), Dense.of(images.get(i)).values());
        }
    }

    /** Several downloads at a time, more than there may be memory for, while the maps' memory is reused. */
    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.Several#lists")
    default void mapsReturnWhileOtherWorkGoesOn(Several several) {
        List<Dense> maps = several.maps(3), others = several.maps(4);
        try (Scope scope = new Scope()) {
            List<Pending<List<Img<FloatType>>>> started = new ArrayList<>();
            for (int i = 0; i < 4; i++)
                started.add(scope.own(engine().startDownload(upAll(scope, i < 3 ? maps : others))));
            started.get(0).close();
            started.add(scope.own(engine().startDownload(upAll(scope, maps))));
            try (Scope local = new Scope()) {
                upAll(local, others).forEach(map -> engine().scale(2, map));
            }
            for (int i = 1; i < 5; i++) {
                var images = started.get(i).get();
                assertEquals(maps.size(), images.size());
                for (int k = 0; k < images.size(); k++)
                    assertArrayEquals(
                            (i == 3 ? others : maps).get(k).values(),
                            Dense.of(images.get(k)).values());
            }
        }
    }

    @ParameterizedTest(name = "{0} of {1}×{2}×{3}, {4} filters of {5}×{5}, stride {6}, padding {7}, groups {8}")
    @CsvSource({
        "1, 16, 9, 8, 17, 3, 1, 1, 1",
        "3, 16, 9, 7, 32, 3, 1, 1, 1",
        "2, 3, 20, 31, 24, 5, 1, 2, 1",
        "20, 40, 4, 4, 48, 3, 1, 1, 1",
        "17, 128, 3, 5, 96, 3, 1, 0, 1",
        "6, 64, 5, 7, 64, 5, 1, 2, 1",
        "2, 64, 9, 6, 64, 5, 1, 1, 2",
        "3, 32, 5, 14, 48, 3, 1, 1, 2",
        "5, 12, 9, 11, 32, 3, 2, 1, 2",
        "4, 33, 1, 6, 65, 1, 1, 0, 1",
        "4, 70, 2, 3, 64, 1, 3, 4, 1",
        "3, 96, 1, 1, 40, 3, 1, 3, 1"
    })
    default void filtersSeveralMaps(
            int count,
            int channels,
            int height,
            int width,
            int filters,
            int size,
            int stride,
            int padding,
            int groups) {
        FilterBank bank = GaussianFilters.scaled(filters, channels / groups, size, 9)
                .withGroups(groups)
                .withStride(stride)
                .withPadding(Padding.of(padding))
                .withBias(Dense.random(new Shape(1, 1, filters), new SplittableRandom(3))
                        .floats());
        Shape shape = new Shape(channels, height, width);
        Pooling pooling = Pooling.blocks(2, Selection.LARGEST);
        try (Scope owner = new Scope()) {
            PackedFilters w = engine().pack(owner, bank);
            List<FeatureMap> x = upAll(owner, new Several(count, shape, pooling).maps(5));
            for (Rectification r : Rectification.values()) {
                assertMaps(
                        FilteringContract.AGREEMENT,
                        scope -> engine().convolveAll(scope, x, w, r),
                        scope -> i -> engine().convolve(scope, x.get(i), w, r));
                assertMaps(
                        FilteringContract.AGREEMENT,
                        scope -> values(engine().encodeAll(scope, x, w, r, pooling)),
                        scope -> i ->
                                engine().encode(scope, x.get(i), w, r, pooling).values());
            }
        }
    }

    private static List<FeatureMap> values(List<PooledCode> codes) {
        return codes.stream().map(PooledCode::values).toList();
    }

    @Test
    default void combinesPairsOfAnySizes() {
        List<Dense> x = Stream.of(new Shape(3, 5, 7), new Shape(17, 31, 33), new Shape(1, 1, 1))
                .map(shape -> Dense.random(shape, new SplittableRandom(8)))
                .toList();
        try (Scope owner = new Scope()) {
            List<FeatureMap> a = upAll(owner, x);
            List<FeatureMap> b =
                    upAll(owner, x.stream().map(map -> map.combined(2, 0, map)).toList());
            assertMaps(
                    0,
                    scope -> engine().combinedAll(scope, 1.5f, a, -0.25f, b),
                    scope -> i -> engine().combined(scope, 1.5f, a.get(i), -0.25f, b.get(i)));
        }
    }

    /** From a batch of signals to their reconstructions, some of the way one by one. */
    @Test
    default void listsAndSinglesMix() {
        FilterBank bank = GaussianFilters.unitNorm(48, 40, 3, 4);
        Pooling pooling = Pooling.blocks(2, Selection.LARGEST_MAGNITUDE);
        Several several = new Several(5, new Shape(40, 9, 7), pooling);
        try (Scope owner = new Scope()) {
            PackedFilters w = engine().pack(owner, bank);
            List<FeatureMap> x = upAll(owner, several.maps(11));
            assertMaps(
                    FilteringContract.AGREEMENT,
                    scope -> {
                        List<FeatureMap> h = new ArrayList<>(engine().convolveAll(scope, x, w, Rectification.NONE));
                        h.set(3, engine().convolve(scope, x.get(3), w, Rectification.NONE));
                        List<PooledCode> z = new ArrayList<>(engine().poolAll(scope, h.subList(0, 4), pooling));
                        z.add(engine().pool(scope, h.get(4), pooling));
                        h.forEach(FeatureMap::close);
                        engine().keepLargestAll(z, new long[] {50, 50, 50, 50, 50});
                        return engine().synthesiseAll(scope, z, Unpooling.SWITCHES, w, 9, 7);
                    },
                    scope -> i -> {
                        PooledCode z = engine().encode(scope, x.get(i), w, Rectification.NONE, pooling);
                        engine().keepLargest(z, 50);
                        return engine().synthesise(scope, z, Unpooling.SWITCHES, w, 9, 7);
                    });
        }
    }
}
