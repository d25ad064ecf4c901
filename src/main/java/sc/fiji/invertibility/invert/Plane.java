package sc.fiji.invertibility.invert;

import java.util.Optional;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.BackingArray;

/**
 * A channel of an image on the heap, row by row.
 *
 * @param values the array that holds its pixels
 * @param start the index of the first pixel
 */
record Plane(float[] values, int start) {

    /**
     * The channels of an image (x, y, channel) themselves, without a copy, if its pixels lie on the heap in this
     * layout.
     */
    static Optional<Plane[]> of(RandomAccessibleInterval<FloatType> xyc) {
        int pixels = Math.toIntExact(xyc.dimension(0) * xyc.dimension(1)), channels = (int) xyc.dimension(2);
        Optional<float[]> all = BackingArray.of(xyc);
        if (all.isPresent())
            return all.map(values -> IntStream.range(0, channels)
                    .mapToObj(c -> new Plane(values, c * pixels))
                    .toArray(Plane[]::new));
        return BackingArray.planes(xyc)
                .map(planes ->
                        planes.stream().map(values -> new Plane(values, 0)).toArray(Plane[]::new));
    }

    /** Several sums at a time: a single one would wait for each addition. */
    double dot(Plane other, int from, int to) {
        float[] a = values, b = other.values;
        int shift = other.start - start, i = start + from, end = start + to;
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        for (; i + 3 < end; i += 4) {
            s0 += (double) a[i] * b[shift + i];
            s1 += (double) a[i + 1] * b[shift + i + 1];
            s2 += (double) a[i + 2] * b[shift + i + 2];
            s3 += (double) a[i + 3] * b[shift + i + 3];
        }
        for (; i < end; i++) s0 += (double) a[i] * b[shift + i];
        return s0 + s1 + (s2 + s3);
    }

    /** The sum of the squares of this − other, several sums at a time. */
    double squaredDistance(Plane other, int from, int to) {
        float[] a = values, b = other.values;
        int shift = other.start - start, i = start + from, end = start + to;
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        for (; i + 3 < end; i += 4) {
            double d0 = (double) a[i] - b[shift + i], d1 = (double) a[i + 1] - b[shift + i + 1];
            double d2 = (double) a[i + 2] - b[shift + i + 2], d3 = (double) a[i + 3] - b[shift + i + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < end; i++) s0 += ((double) a[i] - b[shift + i]) * ((double) a[i] - b[shift + i]);
        return s0 + s1 + (s2 + s3);
    }

    /** Adds the squares of {@code factor}·this − other, beginning at a pixel. */
    void addSquares(double factor, Plane other, int from, double[] squares) {
        float[] a = values, b = other.values;
        int firstA = start + from, firstB = other.start + from;
        for (int i = 0; i < squares.length; i++) {
            double d = factor * a[firstA + i] - b[firstB + i];
            squares[i] += d * d;
        }
    }

    /** Subtracts pixels, beginning at a given one, from some values. */
    void subtractFrom(float[] others, int first, int pixel, int count) {
        int at = start + pixel;
        for (int i = 0; i < count; i++) others[first + i] -= values[at + i];
    }

    /** Adds a multiple of some values to pixels, beginning at a given one. */
    void add(float factor, float[] others, int first, int pixel, int count) {
        int at = start + pixel;
        for (int i = 0; i < count; i++) values[at + i] += factor * others[first + i];
    }
}
