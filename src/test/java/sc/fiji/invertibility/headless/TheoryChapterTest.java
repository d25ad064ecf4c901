package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.measure.DistortionSearch;
import sc.fiji.invertibility.measure.ModelRip;
import sc.fiji.invertibility.measure.ModelSparseCodes;
import sc.fiji.invertibility.measure.RipQuantity;
import sc.fiji.invertibility.measure.RipSamples;
import sc.fiji.invertibility.sparse.FoundCode;
import sc.fiji.invertibility.sparse.HostDictionary;

/** The proofs that the chapter on the theory rests on. */
class TheoryChapterTest {

    private static final Engine JAVA = JavaEngine.create(1);

    @AfterAll
    static void close() {
        JAVA.close();
    }

    /** Of small banks, the search finds the worst of all supports; no upper bound may be below that. */
    @Test
    void noSupportIsWorseThanTheBound() {
        for (long seed = 1; seed <= 6; seed++) {
            FilterBank bank = GaussianFilters.rectangular(5, 40, 1, 2, seed).withPadding(Padding.VALID);
            for (int k = 1; k <= 3; k++)
                try (HostDictionary w = HostDictionary.of(JAVA, bank, 1, 5)) {
                    double[] bounds = new GershgorinBound(w, k).ofSums(3);
                    for (int sum = 1; sum <= 3; sum++) {
                        double found = new DistortionSearch(bank, 1, 5, 4, k, 20, seed)
                                .search(JAVA, sum, Monitor.NONE)
                                .worst()
                                .bound();
                        assertTrue(found <= bounds[sum - 1] + 1e-5, "k = " + k + ": " + found + ", " + bounds[sum - 1]);
                        assertTrue(sum == 1 || bounds[sum - 1] >= bounds[sum - 2], "sums have larger distortions");
                    }
                }
        }
    }

    /** Two unit atoms have the eigenvalues 1 ± their product. */
    @Test
    void isExactForTwoAtomsOfUnitNorm() {
        FilterBank two =
                FilterBank.of(new float[] {1, 0, 0.6f, 0.8f}, 2, 2, 1, 1).withPadding(Padding.VALID);
        try (HostDictionary w = HostDictionary.of(JAVA, two, 1, 1)) {
            assertEquals(0.6, new GershgorinBound(w, 2).ofSums(1)[0], 1e-6);
            assertEquals(0, new GershgorinBound(w, 1).ofSums(1)[0], 1e-6);
        }
    }

    @Test
    void needsAtomsThatMeetAllShifts() {
        FilterBank bank = GaussianFilters.rectangular(2, 2, 1, 5, 1).withPadding(Padding.VALID);
        try (HostDictionary w = HostDictionary.of(JAVA, bank, 1, 8)) {
            assertThrows(IllegalArgumentException.class, () -> new GershgorinBound(w, 1));
        }
    }

    /** The first iteration is what the model-RIP's own measurement says of the same codes; later ones come nearer. */
    @Test
    void iteratesAsTheModelRipDoes() {
        FilterBank bank = GaussianFilters.rectangular(24, 64, 1, 5, 3).withPadding(Padding.VALID);
        try (HostDictionary w = HostDictionary.of(JAVA, bank, 1, 20)) {
            int block = w.codes().width();
            ModelSparseCodes codes = ModelSparseCodes.uniform(w.codes(), block, 4, 5);
            RipSamples samples = new RipSamples();
            new ModelRip(bank, 1, 20, 6).measure(JAVA, codes, 6, samples, Monitor.NONE);
            for (int i = 0; i < 6; i++) {
                UnitIterations own = UnitIterations.of(w, FoundCode.of(codes.code(i)), 10);
                assertEquals(samples.values(RipQuantity.CODE_ERROR)[i], own.code()[0], 1e-4);
                assertEquals(samples.values(RipQuantity.ENERGY_MISSED)[i], own.missed(), 1e-4);
                assertEquals(samples.values(RipQuantity.ERROR_1)[i], own.signal(), 1e-4);
                assertTrue(own.code()[9] < 0.1 * own.code()[0] && own.worstFactor() >= own.code()[0]);
            }
        }
    }
}
