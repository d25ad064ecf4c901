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
public record LocalResponse(int size, double alpha, double beta, double k) {

    /**
     * Checks the constants.
     *
     * @param size n, odd
     * @param alpha α ≥ 0
     * @param beta β ≥ 0
     * @param k k above 0
     */
    public LocalResponse {
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
