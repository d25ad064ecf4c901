package sc.fiji.invertibility.compute;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Local response normalisation across channels (Krizhevsky et al., 2012, section 3.3), with Caffe's
 * constants: h′ᵢ = hᵢ / (k + α/n · Σ hⱼ²)^β, the sum running over the n channels around i.
 *
 * @param size n, odd
 * @param alpha α ≥ 0
 * @param beta β ≥ 0
 * @param k k above 0
 */
public record LocalResponseNorm(int size, double alpha, double beta, double k) {

    /**
     * Checks the constants.
     *
     * @param size n, odd
     * @param alpha α ≥ 0
     * @param beta β ≥ 0
     * @param k k above 0
     */
    public LocalResponseNorm {
        if (size < 1 || size % 2 == 0 || !(alpha >= 0) || !(beta >= 0) || !(k > 0))
            throw new IllegalArgumentException(
                    "local response normalisation needs an odd size, alpha and beta of at least 0 and k above 0, not "
                            + size + ", " + alpha + ", " + beta + ", " + k);
    }

    /**
     * Normalises a map on the heap.
     *
     * @param h the map with the axes (x, y, channel)
     * @return the normalised map
     */
    public Img<FloatType> apply(RandomAccessibleInterval<FloatType> h) {
        Img<FloatType> result = new PlanarImgFactory<>(new FloatType()).create(h);
        int channels = (int) h.dimension(2), half = size / 2;
        double[] sums = new double[Math.toIntExact(h.dimension(0) * h.dimension(1))];
        for (int c = 0; c < Math.min(half, channels); c++) addSquares(h, c, 1, sums);
        for (int c = 0; c < channels; c++) {
            if (c + half < channels) addSquares(h, c + half, 1, sums);
            if (c - half > 0) addSquares(h, c - half - 1, -1, sums);
            Cursor<FloatType> out = channel(result, c);
            int i = 0;
            for (Cursor<FloatType> in = channel(h, c); in.hasNext(); ) {
                double scale = Math.pow(k + alpha / size * Math.max(0, sums[i++]), -beta);
                out.next().set((float) (in.next().get() * scale));
            }
        }
        return result;
    }

    /**
     * The gradient with respect to h, given that with respect to h′: with Dᵢ = k + α/n · Σ hⱼ², it is
     * gⱼDⱼ^−β − 2αβ/n · hⱼ Σ gᵢhᵢDᵢ^−(β+1), the sum running over the n channels around j.
     *
     * @param h the map that was normalised, with the axes (x, y, channel)
     * @param g the gradient with respect to the normalised map
     * @return the gradient with respect to h
     */
    public Img<FloatType> gradient(RandomAccessibleInterval<FloatType> h, RandomAccessibleInterval<FloatType> g) {
        Img<FloatType> result = new PlanarImgFactory<>(new FloatType()).create(h);
        int channels = (int) h.dimension(2), half = size / 2;
        int pixels = Math.toIntExact(h.dimension(0) * h.dimension(1));
        float[][] a = new float[channels][pixels], upper = new float[channels][pixels];
        for (int c = 0; c < channels; c++) {
            fill(a[c], channel(h, c));
            fill(upper[c], channel(g, c));
        }
        double[] column = new double[channels], weighted = new double[channels];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < channels; c++) {
                double squares = 0;
                for (int j = Math.max(0, c - half); j <= Math.min(channels - 1, c + half); j++)
                    squares += (double) a[j][i] * a[j][i];
                column[c] = k + alpha / size * squares;
                weighted[c] = upper[c][i] * a[c][i] * Math.pow(column[c], -beta - 1);
            }
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int j = Math.max(0, c - half); j <= Math.min(channels - 1, c + half); j++) sum += weighted[j];
                upper[c][i] =
                        (float) (upper[c][i] * Math.pow(column[c], -beta) - 2 * alpha * beta / size * a[c][i] * sum);
            }
        }
        for (int c = 0; c < channels; c++) {
            Cursor<FloatType> out = channel(result, c);
            for (int i = 0; i < pixels; i++) out.next().set(upper[c][i]);
        }
        return result;
    }

    private static void fill(float[] values, Cursor<FloatType> cursor) {
        for (int i = 0; i < values.length; i++) values[i] = cursor.next().get();
    }

    private static void addSquares(RandomAccessibleInterval<FloatType> h, int channel, int sign, double[] sums) {
        int i = 0;
        for (Cursor<FloatType> in = channel(h, channel); in.hasNext(); ) {
            double value = in.next().get();
            sums[i++] += sign * value * value;
        }
    }

    private static Cursor<FloatType> channel(RandomAccessibleInterval<FloatType> h, int channel) {
        return Views.flatIterable(Views.hyperSlice(h, 2, h.min(2) + channel)).cursor();
    }
}
