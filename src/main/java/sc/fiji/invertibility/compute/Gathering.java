package sc.fiji.invertibility.compute;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;

/**
 * A map whose values are those of another one at other places, the same in all channels.
 *
 * @param from the size of the other map
 * @param rows for each row, that of the other map
 * @param columns for each column, that of the other map
 */
record Gathering(Shape from, int[] rows, int[] columns) {

    static Gathering mirrored(Shape from, MirroredBorder border) {
        Shape to = border.around(from);
        return new Gathering(
                from,
                places(to.height(), i -> mirrored(i - border.width(), from.height())),
                places(to.width(), i -> mirrored(i - border.width(), from.width())));
    }

    static Gathering repeated(Shape from, int factor, int height, int width) {
        return new Gathering(
                from,
                places(height, i -> Math.min(i / factor, from.height() - 1)),
                places(width, i -> Math.min(i / factor, from.width() - 1)));
    }

    FeatureMap gather(TransferOperations engine, Scope scope, FeatureMap x) {
        float[] in = new float[Math.toIntExact(from.size())];
        engine.download(x, in);
        float[] out = new float[Math.toIntExact((long) from.channels() * rows.length * columns.length)];
        IntStream.range(0, from.channels() * rows.length).parallel().forEach(row -> {
            int source = sourceRow(row), target = row * columns.length;
            for (int i = 0; i < columns.length; i++) out[target + i] = in[source + columns[i]];
        });
        return engine.upload(scope, ArrayImgs.floats(out, columns.length, rows.length, from.channels()));
    }

    /** The transpose: adds each value at the place that {@link #gather} takes it from. */
    FeatureMap scatter(TransferOperations engine, Scope scope, FeatureMap g) {
        float[] in = new float[Math.toIntExact(g.shape().size())];
        engine.download(g, in);
        float[] out = new float[Math.toIntExact(from.size())];
        IntStream.range(0, from.channels()).parallel().forEach(c -> {
            for (int row = c * rows.length; row < (c + 1) * rows.length; row++) {
                int target = sourceRow(row), source = row * columns.length;
                for (int i = 0; i < columns.length; i++) out[target + columns[i]] += in[source + i];
            }
        });
        return engine.upload(scope, ArrayImgs.floats(out, from.width(), from.height(), from.channels()));
    }

    /** Where the row of the other map begins that a row of all channels comes from. */
    private int sourceRow(int row) {
        return (row / rows.length * from.height() + rows[row % rows.length]) * from.width();
    }

    private static int[] places(int length, IntUnaryOperator place) {
        return IntStream.range(0, length).map(place).toArray();
    }

    private static int mirrored(int i, int length) {
        if (length == 1) return 0;
        int period = 2 * (length - 1), phase = Math.floorMod(i, period);
        return Math.min(phase, period - phase);
    }
}
