package sc.fiji.invertibility.invert;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;
import sc.fiji.invertibility.compute.ImageBlocks;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.Span;

/** An image on the heap that tiles are cut from and added to. */
final class Signal implements AutoCloseable {

    /** Pixels that are processed in all channels while they are in the cache. */
    private static final int PIECE = 1 << 13;

    private final Shape shape;
    private final int pixels;
    private final Consumer<Plane[]> afterwards;
    private Plane[] planes;

    private Signal(Shape shape, Plane[] planes, Consumer<Plane[]> afterwards) {
        this.shape = shape;
        this.pixels = Math.toIntExact(shape.pixels());
        this.planes = planes;
        this.afterwards = afterwards;
    }

    static Signal zeros(Shape shape) {
        return zeros(shape, planes -> {});
    }

    /** Zeros, whose planes are handed on when they are closed. */
    static Signal zeros(Shape shape, Consumer<Plane[]> afterwards) {
        int pixels = Math.toIntExact(shape.pixels());
        // Touching memory for the first time takes longer than anything else that is done with it.
        return new Signal(
                shape,
                IntStream.range(0, shape.channels())
                        .parallel()
                        .mapToObj(c -> new Plane(new float[pixels], 0))
                        .toArray(Plane[]::new),
                afterwards);
    }

    /** The same, in planes that were allocated by {@link #zeros}. */
    static Signal zeros(Shape shape, Consumer<Plane[]> afterwards, Plane[] planes) {
        Arrays.stream(planes).parallel().forEach(plane -> Arrays.fill(plane.values(), 0));
        return new Signal(shape, planes, afterwards);
    }

    /**
     * The pixels of an image (x, y, channel) themselves, which must then not be changed, or a copy, depending on how
     * they lie on the heap.
     */
    static Signal of(RandomAccessibleInterval<FloatType> xyc) {
        Shape shape = Shape.of(xyc);
        return Plane.of(xyc)
                .map(planes -> new Signal(shape, planes, unused -> {}))
                .orElseGet(() -> copyOf(xyc, shape));
    }

    private static Signal copyOf(RandomAccessibleInterval<FloatType> xyc, Shape shape) {
        Signal signal = zeros(shape);
        ImageBlocks source = ImageBlocks.of(xyc);
        int[] size = {shape.width(), shape.height(), 1};
        for (int c = 0; c < shape.channels(); c++)
            source.copy(new long[] {xyc.min(0), xyc.min(1), xyc.min(2) + c}, signal.planes[c].values(), size);
        return signal;
    }

    Shape shape() {
        return shape;
    }

    /** A view of all channels of an image that was created as zeros; changes write through. */
    Img<FloatType> image() {
        if (planes.length == 1) return ArrayImgs.floats(planes[0].values(), shape.width(), shape.height(), 1);
        List<FloatArray> slices = Arrays.stream(planes)
                .map(plane -> new FloatArray(plane.values()))
                .toList();
        PlanarImg<FloatType, FloatArray> image =
                new PlanarImg<>(slices, new long[] {shape.width(), shape.height(), shape.channels()}, new Fraction());
        image.setLinkedType(new FloatType(image));
        return image;
    }

    /** A view (x, y) of one channel of an image that was created as zeros; changes write through. */
    Img<FloatType> channel(int c) {
        return ArrayImgs.floats(planes[c].values(), shape.width(), shape.height());
    }

    /** Some rows of some columns of all channels; they may extend beyond the border. */
    SignalWindow window(Span columns, Span rows) {
        return new SignalWindow(planes, shape, columns, rows);
    }

    /** Adds a multiple of another image. */
    void add(double factor, Signal other) {
        IntStream.range(0, planes.length)
                .parallel()
                .forEach(c ->
                        planes[c].add((float) factor, other.planes[c].values(), other.planes[c].start(), 0, pixels));
    }

    /** Adds 1. */
    void increment(int channel, int x, int y) {
        planes[channel].values()[planes[channel].start() + y * shape.width() + x]++;
    }

    /** Adds a multiple of a filter's plane, as far as it lies inside the border. */
    void addFilter(int channel, int x, int y, float factor, float[] weights, int firstWeight, int width, int height) {
        int from = Math.max(0, -x), to = Math.min(width, shape.width() - x);
        int last = Math.min(height, shape.height() - y);
        Plane plane = planes[channel];
        for (int row = Math.max(0, -y); row < last; row++)
            plane.add(
                    factor, weights, firstWeight + row * width + from, (y + row) * shape.width() + x + from, to - from);
    }

    /**
     * The same for a filter that lies inside completely.
     *
     * @param pixels the pixel of each weight, relative to the filter's first one
     */
    void addFilter(int channel, int pixel, float factor, float[] weights, int firstWeight, int[] pixels) {
        float[] values = planes[channel].values();
        int first = planes[channel].start() + pixel;
        for (int i = 0; i < pixels.length; i++) values[first + pixels[i]] += factor * weights[firstWeight + i];
    }

    void scale(double factor) {
        float f = (float) factor;
        for (Plane plane : planes) for (int i = plane.start(); i < plane.start() + pixels; i++) plane.values()[i] *= f;
    }

    double dot(Signal other) {
        return sumOfPieces((from, to) -> {
            double sum = 0;
            for (int c = 0; c < planes.length; c++) sum += planes[c].dot(other.planes[c], from, to);
            return sum;
        });
    }

    /** The squared norm of this − other. */
    double squaredDistance(Signal other) {
        return sumOfPieces((from, to) -> {
            double sum = 0;
            for (int c = 0; c < planes.length; c++) sum += planes[c].squaredDistance(other.planes[c], from, to);
            return sum;
        });
    }

    /** The norm of {@code factor}·this − other over the channels, for each pixel. */
    void errors(double factor, Signal other, float[] errors) {
        sumOfPieces((from, to) -> {
            double[] squares = new double[to - from];
            for (int c = 0; c < planes.length; c++) planes[c].addSquares(factor, other.planes[c], from, squares);
            for (int i = from; i < to; i++) errors[i] = (float) Math.sqrt(squares[i - from]);
            return 0;
        });
    }

    /** A sum over some pixels. */
    private interface Piece {
        double sum(int from, int to);
    }

    /** The pieces, and therefore the sum, do not depend on the number of threads. */
    private double sumOfPieces(Piece piece) {
        return DoubleStream.of(IntStream.range(0, (pixels + PIECE - 1) / PIECE)
                        .parallel()
                        .mapToDouble(i -> piece.sum(i * PIECE, Math.min(pixels, (i + 1) * PIECE)))
                        .toArray())
                .sum();
    }

    @Override
    public void close() {
        if (planes != null) afterwards.accept(planes);
        planes = null;
    }
}
