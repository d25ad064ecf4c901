package sc.fiji.invertibility.compute;

import java.util.SplittableRandom;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.filters.Padding;

/** A feature map in double precision, row-major (channel, y, x), as the reference for an engine's results. */
record Dense(Shape shape, double[] values) {

    static Dense zeros(Shape shape) {
        return new Dense(shape, new double[Math.toIntExact(shape.size())]);
    }

    /** Values in [−1, 1) that a float represents exactly. */
    static Dense random(Shape shape, SplittableRandom random) {
        Dense map = zeros(shape);
        for (int i = 0; i < map.values.length; i++) map.values[i] = (float) (2 * random.nextDouble() - 1);
        return map;
    }

    /** Integers of bounded magnitude, with many ties. */
    static Dense integers(Shape shape, int magnitude, SplittableRandom random) {
        Dense map = zeros(shape);
        for (int i = 0; i < map.values.length; i++) map.values[i] = random.nextInt(-magnitude, magnitude + 1);
        return map;
    }

    static Dense of(RandomAccessibleInterval<FloatType> image) {
        Shape shape = new Shape((int) image.dimension(2), (int) image.dimension(1), (int) image.dimension(0));
        Dense map = zeros(shape);
        int i = 0;
        for (FloatType value : Views.flatIterable(image)) map.values[i++] = value.get();
        return map;
    }

    static Dense of(Shape shape, float[] values) {
        Dense map = zeros(shape);
        for (int i = 0; i < values.length; i++) map.values[i] = values[i];
        return map;
    }

    int index(int channel, int y, int x) {
        return (channel * shape.height() + y) * shape.width() + x;
    }

    double at(int channel, int y, int x) {
        return values[index(channel, y, x)];
    }

    /** This map with zeros on all sides. */
    Dense bordered(Padding border) {
        Dense larger =
                zeros(new Shape(shape.channels(), shape.height() + 2 * border.y(), shape.width() + 2 * border.x()));
        for (int k = 0; k < shape.channels(); k++)
            for (int y = 0; y < shape.height(); y++)
                System.arraycopy(
                        values,
                        index(k, y, 0),
                        larger.values,
                        larger.index(k, y + border.y(), border.x()),
                        shape.width());
        return larger;
    }

    /** This map without a border. */
    Dense within(Padding border) {
        Dense smaller =
                zeros(new Shape(shape.channels(), shape.height() - 2 * border.y(), shape.width() - 2 * border.x()));
        for (int k = 0; k < smaller.shape.channels(); k++)
            for (int y = 0; y < smaller.shape.height(); y++)
                System.arraycopy(
                        values,
                        index(k, y + border.y(), border.x()),
                        smaller.values,
                        smaller.index(k, y, 0),
                        smaller.shape.width());
        return smaller;
    }

    /** a·this + b·other. */
    Dense combined(double a, double b, Dense other) {
        Dense sum = zeros(shape);
        for (int i = 0; i < values.length; i++) sum.values[i] = a * values[i] + b * other.values[i];
        return sum;
    }

    double dot(Dense other) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) sum += values[i] * other.values[i];
        return sum;
    }

    double norm() {
        return Math.sqrt(dot(this));
    }

    /** ‖this − expected‖ / ‖expected‖. */
    double relativeError(Dense expected) {
        double norm = expected.norm();
        return combined(1, -1, expected).norm() / (norm == 0 ? 1 : norm);
    }

    float[] floats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
        return floats;
    }

    Img<FloatType> image() {
        return ArrayImgs.floats(floats(), shape.width(), shape.height(), shape.channels());
    }
}
