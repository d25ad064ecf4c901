package sc.fiji.invertibility.invert;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Shape;

/** An image on the heap, one array a channel, that tiles are cut from and added to. */
final class Signal implements AutoCloseable {

    /** Pixels that are worked on in all channels while they are near. */
    private static final int PIECE = 1 << 13;

    private final Shape shape;
    private final float[][] planes;
    private final PlanarImg<FloatType, FloatArray> image;

    @SuppressWarnings("unchecked")
    private Signal(Shape shape) {
        this.shape = shape;
        image = (PlanarImg<FloatType, FloatArray>)
                new PlanarImgFactory<>(new FloatType()).create(shape.width(), shape.height(), shape.channels());
        planes = new float[shape.channels()][];
        for (int c = 0; c < planes.length; c++) planes[c] = image.getPlane(c).getCurrentStorageArray();
    }

    static Signal zeros(Shape shape) {
        return new Signal(shape);
    }

    static Signal copyOf(RandomAccessibleInterval<FloatType> xyc) {
        Shape shape = new Shape((int) xyc.dimension(2), (int) xyc.dimension(1), (int) xyc.dimension(0));
        Signal signal = new Signal(shape);
        PrimitiveBlocks<FloatType> source = PrimitiveBlocks.of(xyc, PrimitiveBlocks.OnFallback.ACCEPT);
        int[] size = {shape.width(), shape.height(), 1};
        for (int c = 0; c < shape.channels(); c++)
            source.copy(new long[] {xyc.min(0), xyc.min(1), xyc.min(2) + c}, signal.planes[c], size);
        return signal;
    }

    /** {@code factor}·a − b. */
    static Signal difference(Signal a, double factor, Signal b) {
        Signal result = new Signal(a.shape);
        float f = (float) factor;
        for (int c = 0; c < a.planes.length; c++) {
            float[] pa = a.planes[c], pb = b.planes[c], pr = result.planes[c];
            for (int i = 0; i < pr.length; i++) pr[i] = f * pa[i] - pb[i];
        }
        return result;
    }

    Shape shape() {
        return shape;
    }

    /** A view of all channels; changes write through. */
    Img<FloatType> image() {
        return planes.length == 1 ? ArrayImgs.floats(planes[0], shape.width(), shape.height(), 1) : image;
    }

    /** A view (x, y) of one channel; changes write through. */
    Img<FloatType> channel(int c) {
        return ArrayImgs.floats(planes[c], shape.width(), shape.height());
    }

    /** Copies a window, which may reach over the border, where it is zero. */
    ArrayImg<FloatType, FloatArray> window(int x, int y, int width, int height) {
        float[] values = new float[Math.multiplyExact(Math.multiplyExact(width, height), planes.length)];
        int from = Math.max(0, x), to = Math.min(shape.width(), x + width);
        for (int c = 0; c < planes.length; c++)
            for (int row = Math.max(0, -y); row < height && y + row < shape.height() && from < to; row++)
                System.arraycopy(
                        planes[c],
                        (y + row) * shape.width() + from,
                        values,
                        (c * height + row) * width + from - x,
                        to - from);
        return ArrayImgs.floats(values, width, height, planes.length);
    }

    /** Adds a window, of which only what lies inside the border counts. */
    void add(Img<FloatType> window, int x, int y) {
        int width = (int) window.dimension(0), height = (int) window.dimension(1);
        int from = Math.max(0, -x), to = Math.min(width, shape.width() - x);
        int last = Math.min(height, shape.height() - y);
        PrimitiveBlocks<FloatType> source = PrimitiveBlocks.of(window);
        float[] values = new float[width * height];
        for (int c = 0; c < planes.length; c++) {
            source.copy(new long[] {0, 0, c}, values, new int[] {width, height, 1});
            for (int row = Math.max(0, -y); row < last; row++)
                add(values, row * width, planes[c], (y + row) * shape.width() + x, from, to);
        }
    }

    private static void add(float[] values, int valuesStart, float[] plane, int planeStart, int from, int to) {
        for (int i = from; i < to; i++) plane[planeStart + i] += values[valuesStart + i];
    }

    /** Adds 1. */
    void increment(int channel, int x, int y) {
        planes[channel][y * shape.width() + x]++;
    }

    /** Adds a multiple of a filter's plane, of which only what lies inside the border counts. */
    void addFilter(int channel, int x, int y, float factor, float[] weights, int firstWeight, int width, int height) {
        int from = Math.max(0, -x), to = Math.min(width, shape.width() - x);
        int last = Math.min(height, shape.height() - y);
        for (int row = Math.max(0, -y); row < last; row++) {
            int start = (y + row) * shape.width() + x, w = firstWeight + row * width;
            for (int i = from; i < to; i++) planes[channel][start + i] += factor * weights[w + i];
        }
    }

    void scale(double factor) {
        float f = (float) factor;
        for (float[] plane : planes) for (int i = 0; i < plane.length; i++) plane[i] *= f;
    }

    double dot(Signal other) {
        return sumOfPieces((from, to) -> {
            double sum = 0;
            for (int c = 0; c < planes.length; c++) sum += dot(planes[c], other.planes[c], from, to);
            return sum;
        });
    }

    /** Several sums at a time: one would wait for each addition. */
    private static double dot(float[] a, float[] b, int from, int to) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += (double) a[i] * b[i];
            s1 += (double) a[i + 1] * b[i + 1];
            s2 += (double) a[i + 2] * b[i + 2];
            s3 += (double) a[i + 3] * b[i + 3];
        }
        for (; i < to; i++) s0 += (double) a[i] * b[i];
        return s0 + s1 + (s2 + s3);
    }

    /** The squared norm of {@code factor}·this − other; with {@code errors}, its norm a pixel goes there. */
    double squaredDistance(double factor, Signal other, float[] errors) {
        return sumOfPieces((from, to) -> {
            double sum = 0;
            double[] squares = new double[to - from];
            for (int c = 0; c < planes.length; c++) addSquares(factor, planes[c], other.planes[c], from, squares);
            for (double square : squares) sum += square;
            if (errors != null) for (int i = from; i < to; i++) errors[i] = (float) Math.sqrt(squares[i - from]);
            return sum;
        });
    }

    private static void addSquares(double factor, float[] a, float[] b, int from, double[] squares) {
        for (int i = 0; i < squares.length; i++) {
            double d = factor * a[from + i] - b[from + i];
            squares[i] += d * d;
        }
    }

    /** What is summed of some pixels. */
    private interface Piece {
        double sum(int from, int to);
    }

    /** The pieces, and so the sum, are the same on any number of threads. */
    private double sumOfPieces(Piece piece) {
        int pixels = planes[0].length;
        return DoubleStream.of(IntStream.range(0, (pixels + PIECE - 1) / PIECE)
                        .parallel()
                        .mapToDouble(i -> piece.sum(i * PIECE, Math.min(pixels, (i + 1) * PIECE)))
                        .toArray())
                .sum();
    }

    /** The heap has it back as soon as nothing refers to it. */
    @Override
    public void close() {}
}
