package sc.fiji.invertibility.filters;

import java.util.SplittableRandom;

/**
 * Random filters with independent normal weights, the assumption of Theorem 3.1. The same seed gives
 * the same filters on every Java version.
 */
public final class GaussianFilters {

    private GaussianFilters() {}

    /**
     * Filters with entries N(0, 1)/√(Mℓ²), the scaling of section 4.2: their expected norm is one.
     *
     * @param filters K ≥ 1
     * @param channels M ≥ 1
     * @param size ℓ ≥ 1, height and width of a filter in pixels
     * @param seed any number
     * @return the bank, with stride 1, same padding and no bias
     */
    public static FilterBank scaled(int filters, int channels, int size, long seed) {
        return rectangular(filters, channels, size, size, seed);
    }

    /**
     * Filters with entries N(0, 1)/√(M·ℓy·ℓx); with ℓy = 1 they are those of the paper's one-dimensional theory.
     *
     * @param filters K ≥ 1
     * @param channels M ≥ 1
     * @param height ℓy ≥ 1
     * @param width ℓx ≥ 1
     * @param seed any number
     * @return the bank, with stride 1, same padding and no bias
     */
    public static FilterBank rectangular(int filters, int channels, int height, int width, long seed) {
        long length = (long) filters * channels * height * width;
        if (filters < 1 || channels < 1 || height < 1 || width < 1 || length > Integer.MAX_VALUE - 8)
            throw new IllegalArgumentException("a Gaussian bank needs positive sizes with at most 2^31 weights, not "
                    + filters + "×" + channels + "×" + height + "×" + width);
        float[] weights = new float[(int) length];
        Normals normals = new Normals(seed);
        double scale = 1 / Math.sqrt((double) channels * height * width);
        for (int i = 0; i < weights.length; i++) weights[i] = (float) (normals.next() * scale);
        return FilterBank.of(weights, filters, channels, height, width);
    }

    /**
     * Gaussian filters, each scaled to exactly unit ℓ2 norm, as section 2.2 assumes of the rows of W.
     *
     * @param filters K ≥ 1
     * @param channels M ≥ 1
     * @param size ℓ ≥ 1, height and width of a filter in pixels
     * @param seed any number
     * @return the bank, with stride 1, same padding and no bias
     */
    public static FilterBank unitNorm(int filters, int channels, int size, long seed) {
        return scaled(filters, channels, size, seed).normalised();
    }

    /**
     * Short filters whose inner products have the joint distribution of those of Gaussian filters of any length: the
     * same filters in coordinates that turn with them (Bartlett 1933). The i-th has i normal entries, and after them
     * the norm of what is left, a χ variable with length − i degrees of freedom. For what depends on inner products
     * alone, such as the coherence, they replace filters of many weights.
     *
     * @param filters K ≥ 1
     * @param length the number of weights of the filters that they stand for, ≥ 1
     * @param seed any number
     * @return K filters of min(K, length) weights, whose expected squared norm is one
     */
    public static FilterBank inOwnCoordinates(int filters, int length, long seed) {
        int kept = Math.min(filters, length);
        if (filters < 1 || length < 1 || (long) filters * kept > Integer.MAX_VALUE - 8)
            throw new IllegalArgumentException("a Gaussian bank needs positive sizes with at most 2^31 weights, not "
                    + filters + " filters of " + length);
        float[] weights = new float[filters * kept];
        Normals normals = new Normals(seed);
        double scale = 1 / Math.sqrt(length);
        for (int i = 0; i < filters; i++) {
            for (int j = 0; j < Math.min(i, kept); j++) weights[i * kept + j] = (float) (normals.next() * scale);
            if (i < kept) weights[i * kept + i] = (float) (normals.chi(length - i) * scale);
        }
        return FilterBank.of(weights, filters, kept, 1, 1);
    }

    /**
     * Standard normal numbers by Marsaglia's polar method. Java's own nextGaussian changed its algorithm
     * between versions; SplittableRandom's nextDouble and StrictMath are specified to the bit.
     */
    private static final class Normals {

        private final SplittableRandom random;
        private double spare = Double.NaN;

        Normals(long seed) {
            random = new SplittableRandom(seed);
        }

        double next() {
            if (!Double.isNaN(spare)) {
                double value = spare;
                spare = Double.NaN;
                return value;
            }
            double u, v, s;
            do {
                u = 2 * random.nextDouble() - 1;
                v = 2 * random.nextDouble() - 1;
                s = u * u + v * v;
            } while (s >= 1 || s == 0);
            double factor = StrictMath.sqrt(-2 * StrictMath.log(s) / s);
            spare = v * factor;
            return u * factor;
        }

        /**
         * The norm of as many normal numbers (Marsaglia and Tsang, "A simple method for generating gamma variables",
         * 2000).
         */
        double chi(int degrees) {
            if (degrees == 1) return Math.abs(next());
            double d = degrees / 2.0 - 1.0 / 3, c = 1 / StrictMath.sqrt(9 * d);
            while (true) {
                double x = next(), root = 1 + c * x, v = root * root * root;
                if (v > 0 && StrictMath.log(random.nextDouble()) < x * x / 2 + d - d * v + d * StrictMath.log(v))
                    return StrictMath.sqrt(2 * d * v);
            }
        }
    }
}
