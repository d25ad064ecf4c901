package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** An engine that takes whole iterations at once computes what their definitions give. */
interface LassoContract extends OpenEngine {

    /** Maps of a point that need not belong together, since a step follows from them linearly. */
    record Maps(Dense code, Dense signal, Dense correlations) {

        static Maps random(Shape code, Shape signal, SplittableRandom random) {
            return new Maps(Dense.random(code, random), Dense.random(signal, random), Dense.random(code, random));
        }

        Maps combined(double a, double b, Maps other) {
            return new Maps(
                    code.combined(a, b, other.code),
                    signal.combined(a, b, other.signal),
                    correlations.combined(a, b, other.correlations));
        }

        LassoPoint on(OpenEngine engine, Scope scope) {
            return new LassoPoint(engine.up(scope, code), engine.up(scope, signal), engine.up(scope, correlations));
        }
    }

    private static FilterBank bank(int filters, int channels, int paddingY, int paddingX) {
        return GaussianFilters.unitNorm(filters, channels, 3, 1).withPadding(new Padding(paddingY, paddingX));
    }

    private static double squares(Dense x) {
        return x.dot(x);
    }

    @ParameterizedTest(name = "{0} filters on {1}×{2}×{3}, padding {4} and {5}, β = {6}")
    @CsvSource({
        "24, 17, 15, 15, 1, 1, 0.7",
        "16, 40, 14, 13, 1, 1, 0",
        "33, 16, 23, 19, 0, 2, 0.9",
        "16, 18, 10, 11, 2, 0, 0.3",
        "16, 16, 70, 61, 1, 1, 0.5",
        "17, 16, 9, 130, 0, 0, 0.5"
    })
    default void aStepIsItsDefinition(
            int filters, int channels, int height, int width, int paddingY, int paddingX, double beta) {
        FilterBank bank = bank(filters, channels, paddingY, paddingX);
        SplittableRandom random = new SplittableRandom(filters + channels);
        Dense x = Dense.random(new Shape(channels, height, width), random);
        Shape code = x.shape().activations(bank);
        Maps before = Maps.random(code, x.shape(), random), z = Maps.random(code, x.shape(), random);
        float length = 0.25f, threshold = 0.125f;
        Maps y = z.combined(1 + beta, -beta, before);
        Dense next = y.code.combined(1, length, y.correlations);
        for (int i = 0; i < next.values().length; i++) {
            double v = next.values()[i];
            next.values()[i] = Math.max(v - threshold, 0) + Math.min(v + threshold, 0);
        }
        Dense signal = Oracle.adjoint(next, bank, height, width);
        Dense residual = x.combined(1, -1, signal);
        Dense correlations = Oracle.convolve(residual, bank, Rectification.NONE);
        engine().trim();
        long unused = engine().bytesInUse();
        try (Scope scope = new Scope()) {
            ProximalStep step = new ProximalStep(before.on(this, scope), z.on(this, scope), beta, length, threshold);
            Optional<LassoStep> taken = engine().lassoStep(scope, engine().pack(scope, bank), up(scope, x), step);
            if (taken.isEmpty()) return;
            LassoPoint to = taken.get().to();
            assertClose(next, Dense.of(engine().download(to.code())), 1e-6, "code");
            assertClose(signal, Dense.of(engine().download(to.signal())), FilteringContract.AGREEMENT, "signal");
            assertClose(
                    correlations,
                    Dense.of(engine().download(to.correlations())),
                    FilteringContract.AGREEMENT,
                    "correlations");
            try (Pending<LassoNorms> pending = taken.get().norms()) {
                LassoNorms norms = pending.get();
                double sum = 0, largest = 0;
                for (double v : next.values()) sum += Math.abs(v);
                for (double v : correlations.values()) largest = Math.max(largest, Math.abs(v));
                assertEquals(sum, norms.code(), 1e-5 * sum);
                assertEquals(squares(signal), norms.squaredSignal(), 1e-4 * squares(signal));
                assertEquals(squares(residual), norms.squaredError(), 1e-4 * squares(residual));
                assertEquals(largest, norms.steepest(), 1e-4 * largest);
                double moved = squares(next.combined(1, -1, y.code));
                assertEquals(moved, norms.moves().step(), 1e-5 * moved);
                double shifted = squares(signal.combined(1, -1, y.signal));
                assertEquals(shifted, norms.moves().signal(), 1e-4 * shifted);
                double momentum = squares(y.code.combined(1, -1, z.code));
                assertEquals(momentum, norms.moves().momentum(), 1e-5 * momentum);
                double whole = squares(next.combined(1, -1, z.code));
                assertEquals(whole, norms.moves().whole(), 1e-5 * whole);
            }
        }
        engine().trim();
        assertEquals(unused, engine().bytesInUse());
    }

    @ParameterizedTest(name = "{0} filters on {1}×{2}×{3}, padding {4} and {5}, {6} times")
    @CsvSource({
        "24, 17, 15, 15, 1, 1, 1",
        "16, 40, 14, 13, 1, 1, 4",
        "33, 16, 23, 19, 0, 2, 3",
        "16, 18, 10, 11, 2, 0, 2",
        "16, 16, 70, 61, 1, 1, 2"
    })
    default void powersAreTheirDefinition(
            int filters, int channels, int height, int width, int paddingY, int paddingX, int count) {
        FilterBank bank = bank(filters, channels, paddingY, paddingX);
        Dense v = Dense.random(new Shape(channels, height, width), new SplittableRandom(filters));
        engine().trim();
        long unused = engine().bytesInUse();
        try (Scope scope = new Scope()) {
            FeatureMap start = up(scope, v);
            Optional<GramPowers> powers = engine().gramPowers(scope, engine().pack(scope, bank), start, count);
            if (powers.isEmpty()) return;
            Dense power = v;
            try (Pending<double[]> norms = powers.get().squaredNorms()) {
                assertEquals(count, norms.get().length);
                for (double norm : norms.get()) {
                    power = Oracle.adjoint(Oracle.convolve(power, bank, Rectification.NONE), bank, height, width);
                    assertEquals(squares(power), norm, 1e-4 * squares(power));
                }
            }
            Dense last = Dense.of(engine().download(powers.get().last()));
            assertClose(power, last, FilteringContract.AGREEMENT, "the last one");
            assertClose(v, Dense.of(engine().download(start)), 0, "the start is not changed");
        }
        engine().trim();
        assertEquals(unused, engine().bytesInUse());
    }
}
