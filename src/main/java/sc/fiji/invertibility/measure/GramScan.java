package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Visits the Gram matrix of the filters in square blocks, without storing it. A block is computed as a 1×1 convolution:
 * some filters are the pixels of a map that has one channel per weight, others are the bank. Long filters are divided
 * into panels whose products are added up, so that the packed weights stay in the caches.
 */
final class GramScan {

    /** Filters along each side of a block. */
    private static final int BLOCK = 512;

    /** Weights of a filter that are multiplied at a time. */
    private static final int PANEL = 1024;

    private final float[] weights;
    private final double[] scales;
    private final int filters;
    private final int length;
    private final int perGroup;

    GramScan(FilterBank bank) {
        weights = bank.weights();
        filters = bank.filters();
        length = weights.length / filters;
        perGroup = filters / bank.groups();
        scales = new double[filters];
        for (int k = 0; k < filters; k++) {
            double sum = 0;
            for (int i = k * length; i < (k + 1) * length; i++) sum += (double) weights[i] * weights[i];
            scales[k] = sum == 0 ? 0 : scaled(k, Math.sqrt(sum));
        }
    }

    /**
     * Multiplies a filter by a power of two, which rounds nothing, to a norm from 1 to 2: products of very small or
     * large weights would not fit into 32 bits.
     *
     * @return what brings its norm to 1 then
     */
    private double scaled(int k, double norm) {
        int exponent = Math.getExponent(norm);
        for (int i = k * length; i < (k + 1) * length; i++)
            weights[i] = (float) Math.scalb((double) weights[i], -exponent);
        return 1 / Math.scalb(norm, -exponent);
    }

    Coherence run(Engine engine, Monitor monitor) {
        int blocks = (filters + BLOCK - 1) / BLOCK, all = blocks * (blocks + 1) / 2, done = 0;
        PairTally tally = new PairTally();
        try (Scope scope = new Scope()) {
            List<List<PackedFilters>> banks = new ArrayList<>();
            for (int second = 0; second < blocks; second++) {
                int block = second;
                banks.add(panels(panel -> engine.pack(scope, bank(block, panel))));
                try (Scope local = new Scope()) {
                    List<FeatureMap> pixels = panels(panel -> engine.upload(local, pixels(block, panel)));
                    for (int first = 0; first <= second; first++) {
                        monitor.check();
                        add(products(engine, pixels, banks.get(first)), first, second, tally);
                        monitor.progress((double) ++done / all, null);
                    }
                }
            }
        }
        return tally.coherence();
    }

    private <T> List<T> panels(IntFunction<T> panel) {
        return IntStream.range(0, (length + PANEL - 1) / PANEL).mapToObj(panel).toList();
    }

    /** The products with the axes (second filter, 1, first filter). */
    private static Img<FloatType> products(Engine engine, List<FeatureMap> pixels, List<PackedFilters> bank) {
        try (Scope scope = new Scope()) {
            FeatureMap sum = engine.convolve(scope, pixels.get(0), bank.get(0), Rectification.NONE);
            for (int panel = 1; panel < pixels.size(); panel++) {
                try (Scope local = new Scope()) {
                    engine.axpy(1, engine.convolve(local, pixels.get(panel), bank.get(panel), Rectification.NONE), sum);
                }
            }
            return engine.download(sum);
        }
    }

    private void add(Img<FloatType> products, int first, int second, PairTally tally) {
        int i = first * BLOCK, from = second * BLOCK, j = from, to = from + size(second);
        for (FloatType product : Views.flatIterable(products)) {
            if (i < j) {
                boolean sameGroup = i / perGroup == j / perGroup;
                tally.add(i, j, sameGroup ? product.get() * scales[i] * scales[j] : 0);
            }
            if (++j == to) {
                j = from;
                i++;
            }
        }
    }

    private FilterBank bank(int block, int panel) {
        int count = size(block), depth = depth(panel);
        float[] rows = new float[count * depth];
        for (int k = 0; k < count; k++)
            System.arraycopy(weights, (block * BLOCK + k) * length + panel * PANEL, rows, k * depth, depth);
        return FilterBank.of(rows, count, depth, 1, 1);
    }

    /** A row of pixels, one filter each, with the axes (filter, 1, weight). */
    private Img<FloatType> pixels(int block, int panel) {
        int count = size(block), depth = depth(panel);
        float[] columns = new float[depth * count];
        for (int k = 0; k < count; k++) {
            int start = (block * BLOCK + k) * length + panel * PANEL;
            for (int i = 0; i < depth; i++) columns[i * count + k] = weights[start + i];
        }
        return ArrayImgs.floats(columns, count, 1, depth);
    }

    private int depth(int panel) {
        return Math.min(PANEL, length - panel * PANEL);
    }

    private int size(int block) {
        return Math.min(BLOCK, filters - block * BLOCK);
    }
}
