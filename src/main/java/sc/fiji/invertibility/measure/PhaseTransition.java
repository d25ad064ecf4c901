package sc.fiji.invertibility.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongFunction;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.BankSeeds;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.sparse.CodeRecovery;
import sc.fiji.invertibility.sparse.FoundCode;
import sc.fiji.invertibility.sparse.HostDictionary;

/**
 * How often algorithms recover random model-sparse codes z from x = Wᵀz in the one-dimensional setting of section 4.2,
 * each draw with a bank of its own. All algorithms see the same codes.
 *
 * @param filters K
 * @param size ℓ
 * @param length D ≥ ℓ
 * @param draws the number of codes, ≥ 1
 * @param seed any number
 */
public record PhaseTransition(int filters, int size, int length, int draws, long seed) {

    /** A code is recovered if ‖ẑ − z‖ is at most this part of ‖z‖. */
    public static final double RECOVERED = 1e-2;

    /** The seed of a draw's bank and code: squares of a map share none, so that their errors are independent. */
    long seedOf(int channels, int k, int draw) {
        return BankSeeds.of(BankSeeds.of(seed, "M = " + channels + ", k = " + k), draw);
    }

    /**
     * Counts the successes for one number of channels and non-zeros.
     *
     * @param engine where it is computed
     * @param channels M
     * @param k the number of non-zeros, 1 … K
     * @param monitor is notified of every draw
     * @return the number of codes that each algorithm recovers
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public Map<CodeRecovery, Integer> successes(Engine engine, int channels, int k, Monitor monitor) {
        LongFunction<FilterBank> banks =
                s -> GaussianFilters.rectangular(filters, channels, 1, size, s).withPadding(Padding.VALID);
        Map<CodeRecovery, Integer> found = new EnumMap<>(CodeRecovery.class);
        for (CodeRecovery method : CodeRecovery.values()) found.put(method, 0);
        for (int i = 0; i < draws; i++) {
            long own = seedOf(channels, k, i);
            try (HostDictionary w = HostDictionary.of(engine, banks.apply(own), 1, length)) {
                FoundCode z = FoundCode.of(
                        ModelSparseCodes.uniform(w.codes(), w.codes().width(), k, ~own)
                                .code(0));
                float[] x = w.synthesise(z.support(), z.values());
                for (CodeRecovery method : CodeRecovery.values()) {
                    monitor.check();
                    FoundCode recovered = method.recover(engine, w, w.codes().width(), k, x);
                    if (z.distance(recovered) <= RECOVERED * z.norm()) found.merge(method, 1, Integer::sum);
                }
            }
            monitor.progress((i + 1.0) / draws, null);
        }
        return found;
    }
}
