package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.sparse.Fista;
import sc.fiji.invertibility.sparse.Penalty;
import sc.fiji.invertibility.sparse.RecoveredCode;
import sc.fiji.invertibility.sparse.SparseCodeRecovery;

class RecoveredRipTest {

    private static final FilterBank BANK =
            GaussianFilters.rectangular(12, 2, 3, 3, 4).normalised();

    private static final SparseCodeRecovery RECOVERY =
            new SparseCodeRecovery(2, Penalty.relative(0.05), new Fista(60, 1e-4));

    @Test
    void theRatioOfOneWindowIsThatOfItsRecoveredCode() {
        Img<FloatType> x = wave(8, 6);
        try (Engine engine = JavaEngine.create(1)) {
            RecoveredCode code = RECOVERY.recover(engine, BANK, x, Monitor.NONE);
            double expected = norm(code.reconstruction()) / norm(code.code());
            RipSamples samples = new RecoveredRip(BANK, x, 20, 9, RECOVERY).run(engine, Monitor.NONE);
            assertEquals(1, samples.moments(RipQuantity.SYNTHESIS).count());
            assertEquals(expected, samples.moments(RipQuantity.SYNTHESIS).mean(), 1e-4 * expected);
        }
    }

    @Test
    void ratiosDoNotDependOnTheNormOfTheActivations() {
        Img<FloatType> x = wave(12, 6), larger = wave(12, 6);
        larger.forEach(value -> value.mul(64));
        try (Engine engine = JavaEngine.create(1)) {
            double[] ratios = new RecoveredRip(BANK, x, 6, 9, RECOVERY)
                    .run(engine, Monitor.NONE)
                    .values(RipQuantity.SYNTHESIS);
            double[] same = new RecoveredRip(BANK, larger, 6, 9, RECOVERY)
                    .run(engine, Monitor.NONE)
                    .values(RipQuantity.SYNTHESIS);
            assertEquals(2, ratios.length);
            for (int i = 0; i < 2; i++) assertEquals(ratios[i], same[i], 1e-3 * ratios[i]);
        }
    }

    @Test
    void windowsThatAreZeroAreLeftOutAndNoMoreThanTheDrawsAreTaken() {
        Img<FloatType> x = wave(18, 7);
        Views.interval(x, new long[] {0, 0, 0}, new long[] {5, 5, 1}).forEach(FloatType::setZero);
        try (Engine engine = JavaEngine.create(1)) {
            assertEquals(2, count(new RecoveredRip(BANK, x, 6, 9, RECOVERY).run(engine, Monitor.NONE)));
            assertEquals(1, count(new RecoveredRip(BANK, x, 6, 1, RECOVERY).run(engine, Monitor.NONE)));
        }
    }

    @Test
    void zeroActivationsAreRefused() {
        try (Engine engine = JavaEngine.create(1)) {
            RecoveredRip nothing = new RecoveredRip(BANK, ArrayImgs.floats(6, 6, 2), 6, 9, RECOVERY);
            String sentence = assertThrows(IllegalArgumentException.class, () -> nothing.run(engine, Monitor.NONE))
                    .getMessage();
            assertTrue(sentence.contains("zero everywhere"), sentence);
        }
    }

    @Test
    void sparsityBecomesThatPartOfTheBlocks() {
        // VALID or SAME, the blocks are those of the bank's own output
        int blocks = 12 * ((BANK.outputWidth(9) + 1) / 2) * ((BANK.outputHeight(9) + 1) / 2);
        assertEquals(blocks, RipExperiment.nonzeros(BANK, 9, 2, 1));
        assertEquals(Math.round(0.3 * blocks), RipExperiment.nonzeros(BANK, 9, 2, 0.3));
        assertEquals(1, RipExperiment.nonzeros(BANK, 9, 2, 0));
    }

    private static long count(RipSamples samples) {
        return samples.moments(RipQuantity.SYNTHESIS).count();
    }

    private static double norm(Img<FloatType> map) {
        double sum = 0;
        for (FloatType value : map) sum += (double) value.get() * value.get();
        return Math.sqrt(sum);
    }

    private static Img<FloatType> wave(int width, int height) {
        Img<FloatType> x = ArrayImgs.floats(width, height, 2);
        int i = 0;
        for (FloatType value : x) value.set((float) (1.2 + Math.sin(0.9 * i) + 0.5 * Math.cos(0.31 * i++ * i)));
        return x;
    }
}
