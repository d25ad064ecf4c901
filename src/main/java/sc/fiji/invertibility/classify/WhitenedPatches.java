package sc.fiji.invertibility.classify;

import java.util.List;
import java.util.SplittableRandom;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Filters that are patches of training images, compared with the input after both are whitened (ZCA): with the patches'
 * mean m and covariance C, patch p becomes the filter C⁻¹(p − m), divided by its norm after whitening. C has a tenth of
 * its mean variance added, as is usual for whitening patches. Not learned, and stronger than random filters.
 */
public final class WhitenedPatches {

    private static final int MOST_WEIGHTS = 2_400;
    private static final int SAMPLES = 100_000;
    private static final double REGULARISATION = 0.1;

    private WhitenedPatches() {}

    /**
     * The recipe for filters of this kind.
     *
     * @param seed chooses the patches
     * @return the recipe; it refuses filters of more than 2400 weights, and maps that are smaller than a filter
     */
    public static FilterRecipe recipe(long seed) {
        return (layer, stage, maps, map) -> filters(stage, maps, map, new SplittableRandom(seed + 7919L * layer));
    }

    private static FilterBank filters(
            ClassifierArchitecture.Stage stage, List<float[]> maps, Shape map, SplittableRandom random) {
        int size = stage.size(), length = map.channels() * size * size;
        if (length > MOST_WEIGHTS)
            throw new IllegalArgumentException("filters: 'Patches' are whitened up to " + MOST_WEIGHTS
                    + " weights each, but " + size + "×" + size + " filters of " + map.channels() + " channels have "
                    + length);
        if (map.height() < size || map.width() < size)
            throw new IllegalArgumentException("filters: 'Patches' of " + size + "×" + size
                    + " pixels do not fit into maps of " + map.width() + "×" + map.height());
        double[] mean = new double[length];
        double[][] covariance = covariance(maps, map, size, random, mean);
        double variance = 0;
        for (int i = 0; i < length; i++) variance += covariance[i][i] / length;
        if (!(variance > 0)) throw new IllegalArgumentException("filters: 'Patches' need images that are not uniform");
        for (int i = 0; i < length; i++) covariance[i][i] += REGULARISATION * variance;
        Cholesky whitening = Cholesky.of(covariance);
        float[] weights = new float[Math.multiplyExact(stage.filters(), length)];
        for (int k = 0; k < stage.filters(); k++) {
            double[] patch = patch(maps, map, size, random);
            for (int i = 0; i < length; i++) patch[i] -= mean[i];
            double[] filter = whitening.solve(patch);
            double squared = 0;
            for (int i = 0; i < length; i++) squared += patch[i] * filter[i];
            double scale = squared > 0 ? 1 / Math.sqrt(squared) : 0;
            for (int i = 0; i < length; i++) weights[k * length + i] = (float) (filter[i] * scale);
        }
        return FilterBank.of(weights, stage.filters(), map.channels(), size, size);
    }

    /** The covariance of random patches; their mean is put into {@code mean}. */
    private static double[][] covariance(
            List<float[]> maps, Shape map, int size, SplittableRandom random, double[] mean) {
        int length = mean.length;
        // At least ten patches a dimension, and no more work than a few thousand million products.
        int samples = (int) Math.max(10L * length, Math.min(SAMPLES, 3_000_000_000L / ((long) length * length)));
        double[][] products = new double[length][length];
        for (int s = 0; s < samples; s++) {
            double[] patch = patch(maps, map, size, random);
            for (int i = 0; i < length; i++) {
                double value = patch[i];
                double[] row = products[i];
                mean[i] += value / samples;
                for (int j = 0; j <= i; j++) row[j] += value * patch[j];
            }
        }
        for (int i = 0; i < length; i++)
            for (int j = 0; j <= i; j++) {
                products[i][j] = products[i][j] / samples - mean[i] * mean[j];
                products[j][i] = products[i][j];
            }
        return products;
    }

    private static double[] patch(List<float[]> maps, Shape map, int size, SplittableRandom random) {
        float[] source = maps.get(random.nextInt(maps.size()));
        int left = random.nextInt(map.width() - size + 1), top = random.nextInt(map.height() - size + 1);
        double[] patch = new double[map.channels() * size * size];
        int at = 0;
        for (int c = 0; c < map.channels(); c++)
            for (int y = 0; y < size; y++)
                for (int x = 0; x < size; x++)
                    patch[at++] = source[(c * map.height() + top + y) * map.width() + left + x];
        return patch;
    }
}
