package sc.fiji.invertibility.measure;

import java.util.EnumMap;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * What of a layer's code carries the image: its values, their signs, or the switches. Each variant of the code is
 * reconstructed by one transposed convolution, scaled by least squares; its relative error is √(1 − c²) for the cosine
 * c of the angle between x and Wᵀz.
 *
 * @param errors the relative error of each variant
 * @param entropy the entropy of the kept units' switches, in bits; at most log₂ s²
 * @param units the number of kept units
 */
public record SwitchAblation(Map<CodeVariant, Double> errors, double entropy, long units) {

    /**
     * Measures all variants.
     *
     * @param engine where it is computed
     * @param bank W; its bias is ignored
     * @param model the sparsity model; where its unpooling puts values does not matter
     * @param x the input with the axes (x, y, channel)
     * @param seed of random switches, signs and orders, which each variant draws independently
     * @return the measurements
     * @throws IllegalArgumentException if x is zero everywhere
     */
    public static SwitchAblation of(
            Engine engine, FilterBank bank, PoolingModel model, RandomAccessibleInterval<FloatType> x, long seed) {
        try (Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, model.activation().bank(bank.withBias(null)));
            FeatureMap input = engine.upload(scope, x);
            double square = engine.dot(input, input);
            if (!(square > 0)) throw new IllegalArgumentException("the input is zero everywhere");
            HostCode code;
            try (Scope local = new Scope()) {
                var z = engine.encode(local, input, w, Rectification.NONE, model.pooling());
                engine.keepLargest(z, model.kept(z.values().shape().size()));
                code = engine.downloadCode(z);
            }
            Map<CodeVariant, Double> errors = new EnumMap<>(CodeVariant.class);
            for (CodeVariant variant : CodeVariant.values()) {
                HostCode changed = variant.of(code, seed);
                try (Scope local = new Scope()) {
                    FeatureMap xHat = engine.synthesise(
                            local,
                            engine.uploadCode(local, changed),
                            Unpooling.SWITCHES,
                            w,
                            input.shape().height(),
                            input.shape().width());
                    double product = engine.dot(input, xHat), image = engine.dot(xHat, xHat);
                    double explained = image == 0 ? 0 : product * product / (square * image);
                    errors.put(variant, Math.sqrt(Math.max(0, 1 - explained)));
                }
            }
            return new SwitchAblation(errors, entropy(code), nonzeros(code));
        }
    }

    private static long nonzeros(HostCode code) {
        long count = 0;
        for (float value : code.values()) if (value != 0) count++;
        return count;
    }

    /** The entropy of one kept unit's switch, from the frequencies of all. */
    private static double entropy(HostCode code) {
        int window = code.pooling().window();
        long[] counts = new long[window * window];
        for (int i = 0; i < code.values().length; i++) if (code.values()[i] != 0) counts[code.switches()[i]]++;
        double all = nonzeros(code), bits = 0;
        for (long count : counts) if (count > 0) bits -= count / all * Math.log(count / all) / Math.log(2);
        return bits;
    }
}
