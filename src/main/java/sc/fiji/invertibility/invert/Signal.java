package sc.fiji.invertibility.invert;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Shape;

/** An image on the heap, one array a channel, that tiles are cut from and added to. */
final class Signal implements AutoCloseable {

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
        Cursor<FloatType> source = Views.flatIterable(xyc).cursor();
        for (float[] plane : signal.planes)
            for (int i = 0; i < plane.length; i++) plane[i] = source.next().get();
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
        Cursor<FloatType> source = Views.flatIterable(window).cursor();
        for (float[] plane : planes)
            for (int row = 0; row < height; row++) {
                int start = (y + row) * shape.width() + x;
                boolean inside = y + row >= 0 && y + row < shape.height();
                for (int column = 0; column < width; column++) {
                    float value = source.next().get();
                    if (inside && x + column >= 0 && x + column < shape.width()) plane[start + column] += value;
                }
            }
    }

    void scale(double factor) {
        float f = (float) factor;
        for (float[] plane : planes) for (int i = 0; i < plane.length; i++) plane[i] *= f;
    }

    double dot(Signal other) {
        double sum = 0;
        for (int c = 0; c < planes.length; c++) {
            float[] a = planes[c], b = other.planes[c];
            for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** The squared norm of {@code factor}·this − other; with {@code errors}, its norm a pixel goes there. */
    double squaredDistance(double factor, Signal other, float[] errors) {
        double sum = 0;
        int pixels = planes[0].length;
        for (int i = 0; i < pixels; i++) {
            double pixel = 0;
            for (int c = 0; c < planes.length; c++) {
                double d = factor * planes[c][i] - other.planes[c][i];
                pixel += d * d;
            }
            sum += pixel;
            if (errors != null) errors[i] = (float) Math.sqrt(pixel);
        }
        return sum;
    }

    /** The heap has it back as soon as nothing refers to it. */
    @Override
    public void close() {}
}
