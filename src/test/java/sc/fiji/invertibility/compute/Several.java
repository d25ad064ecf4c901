package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.invertibility.compute.Pooling.Selection;

/** Maps of one size, and how they are pooled. */
record Several(int count, Shape shape, Pooling pooling) {

    List<Dense> maps(long seed) {
        return IntStream.range(0, count)
                .mapToObj(i -> Dense.random(shape, new SplittableRandom(seed + i)))
                .toList();
    }

    /** Whole numbers, so that there are ties, and that their sums are exact in any order. */
    List<Dense> integers(long seed) {
        return IntStream.range(0, count)
                .mapToObj(i -> Dense.integers(shape, 3, new SplittableRandom(seed + i)))
                .toList();
    }

    List<HostCode> codes() {
        return integers(0).stream().map(map -> Oracle.pool(map, pooling)).toList();
    }

    static Stream<Several> lists() {
        Pooling pairs = Pooling.blocks(2, Selection.LARGEST_MAGNITUDE);
        return Stream.of(
                new Several(1, new Shape(3, 7, 9), pairs),
                new Several(2, new Shape(16, 14, 14), pairs),
                new Several(5, new Shape(17, 13, 11), new Pooling(3, 2, true, Selection.LARGEST)),
                new Several(19, new Shape(5, 1, 3), Pooling.blocks(3, Selection.LARGEST_RECTIFIED)),
                new Several(3, new Shape(64, 15, 33), Pooling.blocks(4, Selection.LARGEST_RECTIFIED)));
    }
}
