package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.sparse.CodeRecovery;
import sc.fiji.invertibility.sparse.FoundCode;
import sc.fiji.invertibility.sparse.HostDictionary;

/** Which sparse codes are recovered. */
class PhaseTransitionTest {

    private static final int DRAWS = 12;

    /** Shares of many draws of another program (NumPy, double precision), in figure 2's setting. */
    @ParameterizedTest
    @CsvSource({
        "8, 10, 300, 0.02, 1, 1, 0.993",
        "8, 40, 300, 0, 0.293, 0.710, 0.283",
        "32, 30, 40, 0.6, 1, 1, 1",
        "32, 60, 40, 0, 1, 1, 1"
    })
    void succeedsAsOftenAsAnIndependentProgram(
            int channels, int k, int theirs, double unit, double normalised, double pursuit, double matching) {
        try (Engine engine = JavaEngine.create(2)) {
            Map<CodeRecovery, Integer> found =
                    new PhaseTransition(96, 5, 32, DRAWS, 3).successes(engine, channels, k, Monitor.NONE);
            assertShare(unit, theirs, found, CodeRecovery.UNIT_IHT);
            assertShare(normalised, theirs, found, CodeRecovery.NORMALISED_IHT);
            assertShare(pursuit, theirs, found, CodeRecovery.HTP);
            assertShare(matching, theirs, found, CodeRecovery.OMP);
        }
    }

    /** Within three standard errors of the difference of two samples; one that is unanimous counts as one draw off. */
    private static void assertShare(
            double expected, int theirs, Map<CodeRecovery, Integer> found, CodeRecovery method) {
        double share = found.get(method) / (double) DRAWS;
        double p = Math.max(1 / 40.0, Math.min(1 - 1 / 40.0, expected));
        assertEquals(expected, share, 3 * Math.sqrt(p * (1 - p) * (1.0 / theirs + 1.0 / DRAWS)), method.title());
    }

    /** Few non-zeros and many channels: every algorithm finds the code, to rounding. */
    @ParameterizedTest
    @EnumSource(CodeRecovery.class)
    void everyAlgorithmRecoversAnEasyCode(CodeRecovery method) {
        FilterBank bank = GaussianFilters.rectangular(40, 64, 1, 5, 1).withPadding(Padding.VALID);
        try (Engine engine = JavaEngine.create(1);
                HostDictionary w = HostDictionary.of(engine, bank, 1, 20)) {
            for (int i = 0; i < 4; i++) {
                FoundCode z = FoundCode.of(
                        ModelSparseCodes.uniform(w.codes(), 16, 4, 5).code(i));
                FoundCode found = method.recover(engine, w, 16, 4, w.synthesise(z.support(), z.values()));
                assertTrue(z.distance(found) < 2e-3 * z.norm(), i + ": " + z.distance(found) / z.norm());
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void enginesAgree(Engine engine) {
        PhaseTransition transition = new PhaseTransition(30, 3, 12, 4, 8);
        try (Engine other = JavaEngine.create(1)) {
            assertEquals(
                    transition.successes(other, 16, 4, Monitor.NONE),
                    transition.successes(engine, 16, 4, Monitor.NONE));
        }
    }

    /** Standard errors over a map, and beside the next seed's, take draws to be independent. */
    @Test
    void noTwoDrawsShareABank() {
        Set<Long> seeds = new HashSet<>();
        for (long seed = 1; seed <= 3; seed++)
            for (int channels : new int[] {4, 8, 16})
                for (int k = 5; k < 15; k++)
                    for (int draw = 0; draw < 20; draw++)
                        seeds.add(new PhaseTransition(96, 5, 32, 20, seed).seedOf(channels, k, draw));
        assertEquals(3 * 3 * 10 * 20, seeds.size());
    }

    @Test
    void measuresCodesByTheirNonzeros() {
        FoundCode a = new FoundCode(new int[] {1, 4, 9}, new double[] {1, 2, 3});
        FoundCode b = new FoundCode(new int[] {0, 4}, new double[] {5, 1});
        assertEquals(Math.sqrt(1 + 1 + 9 + 25), a.distance(b), 1e-12);
        assertEquals(a.distance(b), b.distance(a), 1e-12);
        assertEquals(Math.sqrt(10), a.missedBy(b).norm(), 1e-12);
    }

    /** The positions of a pooled code are those that its atoms have in the activations. */
    @Test
    void listsACodeAtItsSwitches() {
        FilterBank bank = GaussianFilters.scaled(3, 2, 3, 1);
        try (Engine engine = JavaEngine.create(1);
                HostDictionary w = HostDictionary.of(engine, bank, 7, 9);
                var scope = new sc.fiji.invertibility.compute.Scope()) {
            var code = ModelSparseCodes.uniform(w.codes(), 2, 20, 3).code(0);
            FoundCode z = FoundCode.of(code);
            float[] expected = new float[2 * 7 * 9], found = w.synthesise(z.support(), z.values());
            engine.download(
                    engine.synthesise(
                            scope,
                            engine.uploadCode(scope, code.dense()),
                            sc.fiji.invertibility.compute.Unpooling.SWITCHES,
                            engine.pack(scope, bank),
                            7,
                            9),
                    expected);
            for (int i = 0; i < expected.length; i++) assertEquals(expected[i], found[i], 1e-5);
            assertEquals(20, z.support().length);
        }
    }
}
