package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.sparse.FoundCode;
import sc.fiji.invertibility.sparse.HostDictionary;

class ModelRipTest {

    /**
     * What 24 reruns of a NumPy program in double precision gave, of 1,000 draws over 10 banks each: the mean, the
     * standard deviation of a rerun's mean, and that of a draw. The second is larger than the third over √1000, as
     * draws of the same bank have its filters in common.
     */
    private static final Map<RipQuantity, double[]> SECTION_4_2 = Map.ofEntries(
            Map.entry(RipQuantity.SYNTHESIS, new double[] {0.9996, 0.0023, 0.031}),
            Map.entry(RipQuantity.SYNTHESIS_OF_SUMS, new double[] {0.9996, 0.0023, 0.028}),
            Map.entry(RipQuantity.ON_SUPPORT, new double[] {1.0091, 0.0045, 0.063}),
            Map.entry(RipQuantity.ALL_ROWS, new double[] {1.9562, 0.0083, 0.092}),
            Map.entry(RipQuantity.ERROR_SUPPORT_KNOWN, new double[] {0.1441, 0.0020, 0.041}),
            Map.entry(RipQuantity.ERROR_NAIVE, new double[] {1.4305, 0.0034, 0.087}),
            Map.entry(RipQuantity.ERROR_1, new double[] {0.3104, 0.0038, 0.084}),
            Map.entry(RipQuantity.ERROR_2, new double[] {0.1321, 0.0033, 0.073}),
            Map.entry(RipQuantity.ERROR_3, new double[] {0.0526, 0.0028, 0.057}),
            Map.entry(RipQuantity.ERROR_5, new double[] {0.0095, 0.0023, 0.030}),
            Map.entry(RipQuantity.ERROR_10, new double[] {0.0016, 0.0035, 0.029}));

    /** The reruns of the other program, and those of this one: the same experiment with seeds from 1, none left out. */
    private static final int OTHERS = 24, OWN = 4;

    /**
     * What Student's t with 23 degrees of freedom exceeds in magnitude with a probability of 0.001/11: were the programs
     * equal, one choice of seeds in a thousand would fail in any of the eleven quantities.
     */
    private static final double STUDENT = 4.75;

    /**
     * A rerun's mean spreads by what the other program's reruns say, which is an estimate from 24 of them; so does the
     * difference of the means of two sets of reruns, by the root of both parts.
     */
    @Test
    void theOneDimensionalCaseOfThePaper() {
        Map<RipQuantity, Moments> means = new EnumMap<>(RipQuantity.class);
        Map<RipQuantity, Moments> spreads = new EnumMap<>(RipQuantity.class);
        try (Engine engine = JavaEngine.create(1)) {
            for (int seed = 1; seed <= OWN; seed++) {
                RipSamples samples = RipExperiment.oneDimensional(96, 32, 5, 32, 10, 1000, 10, seed)
                        .run(engine, Monitor.NONE);
                for (RipQuantity quantity : SECTION_4_2.keySet()) {
                    Moments found = samples.moments(quantity);
                    assertEquals(quantity == RipQuantity.SYNTHESIS_OF_SUMS ? 990 : 1000, found.count());
                    means.merge(quantity, Moments.of(found.mean()), (a, m) -> a.plus(found.mean()));
                    spreads.merge(quantity, Moments.of(found.sd()), (a, m) -> a.plus(found.sd()));
                }
                DistortionBound bound = samples.bound();
                assertTrue(bound.vacuous() && bound.delta2K() >= bound.deltaK() && bound.deltaK() > 0.05, "" + bound);
            }
        }
        SECTION_4_2.forEach((quantity, expected) -> {
            double error = expected[1] * Math.sqrt(1.0 / OTHERS + 1.0 / OWN);
            assertEquals(expected[0], means.get(quantity).mean(), STUDENT * error, quantity.title());
            if (quantity.iterations() <= 3)
                assertEquals(expected[2], spreads.get(quantity).mean(), 0.15 * expected[2], quantity.title());
        });
    }

    /** A code of filters that are zero makes a signal of zeros: δ is at least 1, and every number is one. */
    @Test
    void filtersOfZerosLoseTheirCodes() {
        float[] weights = GaussianFilters.unitNorm(4, 2, 3, 1).weights();
        Arrays.fill(weights, 0, 3 * 2 * 9, 0);
        FilterBank bank = FilterBank.of(weights, 4, 2, 3, 3);
        try (Engine engine = JavaEngine.create(1)) {
            RipSamples samples =
                    RipExperiment.twoDimensional(s -> bank, 1, 6, 2, 1, 30, 2).run(engine, Monitor.NONE);
            for (RipQuantity quantity : RipQuantity.values())
                for (double value : samples.values(quantity)) assertTrue(Double.isFinite(value), quantity.title());
            assertEquals(0, samples.moments(RipQuantity.SYNTHESIS).min());
            assertFalse(samples.bound().applies());
        }
    }

    /** Lemma B.2: supports that are apart interact by at most δ_2k, so that certified bounds of δ_2k cannot be less. */
    @Test
    void supportsApartInteractByWhatTheDefinitionSays() {
        FilterBank bank = GaussianFilters.rectangular(7, 3, 1, 3, 5).withPadding(Padding.VALID);
        ModelSparseCodes codes = ModelSparseCodes.uniform(new Shape(7, 1, 6), 6, 2, 9);
        RipSamples samples = new RipSamples();
        try (Engine engine = JavaEngine.create(1);
                HostDictionary w = HostDictionary.of(engine, bank, 1, 8)) {
            new ModelRip(bank, 1, 8, 0).measure(engine, codes, 12, samples, Monitor.NONE);
            for (int i = 0; i < 12; i++) {
                FoundCode z = FoundCode.of(codes.code(i));
                float[] h = w.analyse(w.synthesise(z.support(), z.values()));
                for (int position : z.support()) h[position] = 0;
                double worst = 0;
                for (int a = 0; a < h.length; a++)
                    for (int b = 0; b < a; b++) if (a / 6 != b / 6) worst = Math.max(worst, Math.hypot(h[a], h[b]));
                assertEquals(worst / z.norm(), samples.values(RipQuantity.INTERACTION)[i], 1e-4);
            }
            assertTrue(samples.bound().delta2K()
                    >= Arrays.stream(samples.values(RipQuantity.INTERACTION))
                            .max()
                            .orElseThrow());
        }
    }

    /** Numbers of an independent program: 2.4 of 10 entries are missed on average, and some in 95.4 % of draws. */
    @Test
    void poolingMissesPartOfTheSupportInNearlyEveryDraw() {
        try (Engine engine = JavaEngine.create(1)) {
            RipSamples samples =
                    RipExperiment.oneDimensional(96, 32, 5, 32, 10, 1000, 50, 3).run(engine, Monitor.NONE);
            int[] banks = samples.banks(RipQuantity.MISSED);
            double[] missed = samples.values(RipQuantity.MISSED);
            double[] some = Arrays.stream(missed).map(m -> Math.min(1, m)).toArray();
            ClusteredMean mean = ClusteredMean.of(missed, banks), fraction = ClusteredMean.of(some, banks);
            assertEquals(2.4, mean.mean(), 0.05 + 3 * mean.standardError());
            assertEquals(0.954, fraction.mean(), 0.0005 + 3 * fraction.standardError());
            assertTrue(Arrays.stream(missed).max().orElseThrow() <= 10, "at most k");
        }
    }

    /** Lemma A.1 needs whole filters: where zero padding cuts them off, part of ‖z‖² is lost. */
    @Test
    void theNormIsKeptWithoutPaddingAndLowerWithIt() {
        try (Engine engine = JavaEngine.create(1)) {
            ClusteredMean cut = ratio(engine, 15, GaussianFilters.scaled(64, 32, 3, 1));
            ClusteredMean whole =
                    ratio(engine, 17, GaussianFilters.scaled(64, 32, 3, 1).withPadding(Padding.VALID));
            assertEquals(1, whole.mean(), 3 * whole.standardError() + 0.002, "E‖y‖ is below √E‖y‖² by var/2");
            // Of the blocks of 15 positions, the last is at the border, and in a block of two every second one; each of
            // 8 blocks is as likely, and at the first and last position a third of the filter is outside.
            double inside = 1 - (0.5 + 1) / 8 / 3;
            assertEquals(inside, cut.mean(), 3 * cut.standardError() + 0.002);
        }
    }

    private static ClusteredMean ratio(Engine engine, int side, FilterBank shape) {
        return RipExperiment.twoDimensional(
                        seed -> GaussianFilters.scaled(64, 32, 3, seed).withPadding(shape.padding()),
                        20,
                        side,
                        2,
                        800,
                        60,
                        5)
                .run(engine, Monitor.NONE)
                .mean(RipQuantity.SYNTHESIS);
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void enginesAgree(Engine engine) {
        RipExperiment experiment = RipExperiment.oneDimensional(96, 32, 5, 32, 10, 40, 2, 1);
        try (Engine other = JavaEngine.create(1)) {
            RipSamples expected = experiment.run(other, Monitor.NONE), found = experiment.run(engine, Monitor.NONE);
            for (RipQuantity quantity : RipQuantity.values())
                assertArrayEquals(expected.values(quantity), found.values(quantity), 1e-3, quantity.title());
        }
    }

    /** Lemma A.1: E‖Wᵀz‖² = ‖z‖², over banks. */
    @Test
    void scaledGaussianFiltersKeepTheNormOnAverage() {
        RipExperiment experiment = RipExperiment.oneDimensional(6, 4, 3, 9, 5, 400, 400, 11);
        Moments squares = Moments.NONE;
        try (Engine engine = JavaEngine.create(1)) {
            for (double ratio : experiment.run(engine, Monitor.NONE).values(RipQuantity.SYNTHESIS))
                squares = squares.plus(ratio * ratio);
        }
        assertEquals(1, squares.mean(), 3 * squares.standardError());
        assertTrue(squares.standardError() < 0.03);
    }

    @Test
    void theSameSeedDrawsTheSame() {
        try (Engine engine = JavaEngine.create()) {
            RipExperiment experiment =
                    RipExperiment.twoDimensional(s -> GaussianFilters.scaled(8, 40, 3, s), 2, 6, 2, 20, 6, 3);
            RipSamples first = experiment.run(engine, Monitor.NONE), second = experiment.run(engine, Monitor.NONE);
            for (RipQuantity quantity : RipQuantity.values())
                assertEquals(first.moments(quantity), second.moments(quantity));
            assertEquals(6, first.moments(RipQuantity.ERROR_10).count());
            assertEquals(4, first.moments(RipQuantity.SYNTHESIS_OF_SUMS).count());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 100})
    void howManyDrawsAreMeasuredTogetherDoesNotMatter(int batch) {
        ModelSparseCodes codes = ModelSparseCodes.uniform(new Shape(12, 9, 7), 2, 40, 6);
        ModelRip rip = new ModelRip(GaussianFilters.unitNorm(12, 10, 3, 1), 9, 7, 4);
        try (Engine engine = JavaEngine.create(1)) {
            RipSamples alone = new RipSamples(), together = new RipSamples(), inTurn = new RipSamples();
            rip.measure(taking(1, engine), codes, 10, alone, Monitor.NONE);
            rip.measure(taking(batch, engine), codes, 10, together, Monitor.NONE);
            rip.measure(taking(batch, engine), codes::code, 10, inTurn, Monitor.NONE);
            for (RipQuantity quantity : RipQuantity.values()) {
                double[] expected = alone.values(quantity);
                int count = quantity.iterations() > 1 ? 4 : quantity == RipQuantity.SYNTHESIS_OF_SUMS ? 9 : 10;
                assertEquals(count, expected.length, quantity.title());
                assertArrayEquals(expected, together.values(quantity), 1e-5, quantity.title());
                assertArrayEquals(together.values(quantity), inTurn.values(quantity), quantity.title());
            }
            engine.trim();
            assertEquals(0, engine.bytesInUse());
        }
    }

    /** An engine that says how many maps it likes to take at a time. */
    private static Engine taking(int batch, Engine engine) {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("batch")) return batch;
                    try {
                        return method.invoke(engine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void takesNoMoreDrawsAtATimeThanThereIsMemoryFor() {
        ModelSparseCodes codes = ModelSparseCodes.uniform(new Shape(8, 12, 12), 2, 40, 6);
        ModelRip rip = new ModelRip(GaussianFilters.unitNorm(8, 16, 3, 1), 12, 12, 3);
        try (Engine engine = JavaEngine.create(1, 1 << 20)) {
            RipSamples samples = new RipSamples();
            rip.measure(engine, codes, 20, samples, Monitor.NONE);
            assertEquals(20, samples.moments(RipQuantity.ERROR_1).count());
        }
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        Shape shape = new Shape(2, 4, 4);
        assertThrows(IllegalArgumentException.class, () -> ModelSparseCodes.uniform(shape, 2, 9, 1));
        assertThrows(IllegalArgumentException.class, () -> ModelSparseCodes.uniform(shape, 2, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> RipExperiment.oneDimensional(4, 2, 3, 8, 2, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> RipExperiment.oneDimensional(4, 2, 3, 2, 2, 5, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new DistortionBound(0.5, 0.4));
    }
}
