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

    /** W and x, and how far steps go. */
    record Problem(FilterBank bank, Dense x, float length, float threshold) {

        /** Where a step leads, with the residual in place of its transform. */
        Maps to(Maps y) {
            Dense code = y.code.combined(1, length, y.correlations);
            for (int i = 0; i < code.values().length; i++) {
                double v = code.values()[i];
                code.values()[i] = Math.max(v - threshold, 0) + Math.min(v + threshold, 0);
            }
            Dense signal =
                    Oracle.adjoint(code, bank, x.shape().height(), x.shape().width());
            return new Maps(code, signal, Oracle.convolve(residual(signal), bank, Rectification.NONE));
        }

        Dense residual(Dense signal) {
            return x.combined(1, -1, signal);
        }
    }

    /** Steps in turn: the second is the expected one, the third is not. */
    @ParameterizedTest(name = "{0} filters on {1}×{2}×{3}, padding {4} and {5}, β = {6}")
    @CsvSource({
        "24, 17, 15, 15, 1, 1, 0.7",
        "16, 40, 14, 13, 1, 1, 0",
        "33, 16, 23, 19, 0, 2, 0.9",
        "16, 18, 10, 11, 2, 0, 0.3",
        "16, 16, 70, 61, 1, 1, 0.5",
        "17, 16, 9, 130, 0, 0, 0.5"
    })
    default void stepsAreTheirDefinition(
            int filters, int channels, int height, int width, int paddingY, int paddingX, double beta) {
        FilterBank bank = bank(filters, channels, paddingY, paddingX);
        SplittableRandom random = new SplittableRandom(filters + channels);
        Dense x = Dense.random(new Shape(channels, height, width), random);
        Problem problem = new Problem(bank, x, 0.25f, 0.125f);
        Shape code = x.shape().activations(bank);
        Maps before = Maps.random(code, x.shape(), random), z = Maps.random(code, x.shape(), random);
        engine().trim();
        long unused = engine().bytesInUse();
        try (Scope scope = new Scope()) {
            PackedFilters w = engine().pack(scope, bank);
            FeatureMap signal = up(scope, x);
            LassoPoint beforeThere = before.on(this, scope), there = z.on(this, scope);
            for (double now : new double[] {beta, beta, beta + 0.1}) {
                ProximalStep step = new ProximalStep(beforeThere, there, now, problem.length, problem.threshold, beta);
                Optional<LassoStep> taken = engine().lassoStep(scope, w, signal, step);
                if (taken.isEmpty()) return;
                Maps to = check(problem, before, z, now, taken.get());
                before = z;
                z = to;
                beforeThere = there;
                there = taken.get().to();
            }
        }
        engine().trim();
        assertEquals(unused, engine().bytesInUse());
    }

    /** Compares a step with its definition, and returns its maps. */
    private Maps check(Problem problem, Maps before, Maps z, double beta, LassoStep taken) {
        Maps y = z.combined(1 + beta, -beta, before), to = problem.to(y);
        LassoPoint there = taken.to();
        Maps actual = new Maps(
                Dense.of(engine().download(there.code())),
                Dense.of(engine().download(there.signal())),
                Dense.of(engine().download(there.correlations())));
        assertClose(to.code, actual.code, 1e-6, "code");
        assertClose(to.signal, actual.signal, FilteringContract.AGREEMENT, "signal");
        assertClose(to.correlations, actual.correlations, FilteringContract.AGREEMENT, "correlations");
        try (Pending<LassoNorms> pending = taken.norms()) {
            LassoNorms norms = pending.get();
            double sum = 0, largest = 0;
            for (double v : to.code.values()) sum += Math.abs(v);
            for (double v : to.correlations.values()) largest = Math.max(largest, Math.abs(v));
            assertNear(sum, norms.code(), 1e-5);
            assertNear(squares(to.signal), norms.squaredSignal(), 1e-4);
            assertNear(squares(problem.residual(to.signal)), norms.squaredError(), 1e-4);
            assertNear(largest, norms.steepest(), 1e-4);
            StepDistances moves = norms.moves();
            assertNear(distance(to.code, y.code), moves.step(), 1e-5);
            assertNear(distance(to.signal, y.signal), moves.signal(), 1e-4);
            assertNear(distance(y.code, z.code), moves.momentum(), 1e-5);
            assertNear(distance(to.code, z.code), moves.whole(), 1e-5);
        }
        return actual;
    }

    private static double distance(Dense x, Dense y) {
        return squares(x.combined(1, -1, y));
    }

    private static void assertNear(double expected, double actual, double tolerance) {
        assertEquals(expected, actual, tolerance * expected);
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
