package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** What the theory says of one layer. */
class LayerInversionTest {

    /** The four 2×2 Haar filters at stride 2: the rows of an orthonormal W. */
    private static final FilterBank HAAR = FilterBank.of(
                    new float[] {.5f, .5f, .5f, .5f, .5f, -.5f, .5f, -.5f, .5f, .5f, -.5f, -.5f, .5f, -.5f, -.5f, .5f},
                    4,
                    1,
                    2,
                    2)
            .withStride(2)
            .withPadding(Padding.VALID);

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void propositionOneAnOrthonormalBankWithoutPoolingReconstructsPerfectly(Engine engine) {
        for (Activation activation : new Activation[] {Activation.NONE, Activation.CRELU}) {
            LayerReconstruction result = invert(engine, HAAR, 1, activation, 100, 1, StepRule.UNIT, Scaling.NONE);
            assertTrue(result.iterations().get(0).relativeError() < 1e-6, activation + " " + result.iterations());
        }
        LayerReconstruction rectified = invert(engine, HAAR, 1, Activation.RELU, 100, 1, StepRule.UNIT, Scaling.NONE);
        assertTrue(rectified.iterations().get(0).relativeError() > 0.1, "ReLU alone loses the negative half");
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theNormalisedStepNeverRaisesTheError(Engine engine) {
        FilterBank bank = GaussianFilters.unitNorm(32, 1, 5, 3);
        LayerReconstruction result = invert(engine, bank, 2, Activation.NONE, 40, 8, StepRule.NORMALISED, Scaling.NONE);
        double last = 1;
        for (IterationReport report : result.iterations()) {
            assertTrue(report.relativeError() <= last * (1 + 1e-6), result.iterations()::toString);
            last = report.relativeError();
        }
        assertTrue(last < 0.25, "after eight iterations " + last);
    }

    /** 32 filters of unit norm have ‖W‖² of 32 or more, and the unit step goes much too far. */
    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void iterationsThatDivergeEndWithASentence(Engine engine) {
        FilterBank bank = GaussianFilters.unitNorm(32, 1, 5, 3);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> invert(engine, bank, 2, Activation.NONE, 100, 80, StepRule.UNIT, Scaling.NONE))
                .getMessage();
        assertTrue(message.matches("step: after iteration \\d+ the values are too large for 32 bits.*"), message);
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theLeastSquaresScaleIsTheBest(Engine engine) {
        FilterBank bank = GaussianFilters.unitNorm(16, 1, 3, 5);
        double best = error(engine, bank, Scaling.LEAST_SQUARES);
        assertTrue(best <= error(engine, bank, Scaling.MATCH_NORM) && best <= error(engine, bank, Scaling.NONE));
        assertTrue(best < 1);
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void keepsAsManyUnitsAsAskedFor(Engine engine) {
        FilterBank bank = GaussianFilters.unitNorm(10, 1, 3, 5);
        LayerReconstruction result = invert(engine, bank, 3, Activation.NONE, 10, 1, StepRule.UNIT, Scaling.NONE);
        assertEquals(10 * 14 * 17 / 10, result.iterations().get(0).nonzeros());
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void winnersCountTheKeptMaximaUnderTheFiltersCentres(Engine engine) {
        FilterBank bank = GaussianFilters.unitNorm(10, 1, 3, 5);
        LayerReconstruction result = invert(engine, bank, 2, Activation.NONE, 100, 1, StepRule.UNIT, Scaling.NONE);
        double sum = 0;
        for (FloatType share : result.winners()) sum += share.get();
        assertEquals(result.iterations().get(0).nonzeros(), Math.round(10 * sum));
        assertEquals(50, result.winners().dimension(0));
        assertEquals(41, result.winners().dimension(1));
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void stopsWhenNothingChangesAnyMore(Engine engine) {
        PoolingModel model = new PoolingModel(1, Activation.NONE, Unpooling.SWITCHES, 100);
        var settings = new InversionSettings(50, StepRule.UNIT, Scaling.NONE, 1e-4, false);
        LayerReconstruction result =
                LayerInversion.of(engine, HAAR, model, settings).invert(image(), Monitor.NONE);
        assertEquals(2, result.iterations().size(), "the second iteration of a perfect layer changes nothing");
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void aConstantImageIsReconstructedWithoutError(Engine engine) {
        PoolingModel model = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 25);
        var settings = new InversionSettings(3, StepRule.NORMALISED, Scaling.MATCH_NORM, 0, false);
        LayerReconstruction result = LayerInversion.of(engine, GaussianFilters.unitNorm(8, 1, 3, 1), model, settings)
                .invert(ArrayImgs.floats(16, 16, 1), Monitor.NONE);
        for (IterationReport report : result.iterations()) assertEquals(0, report.relativeError());
        for (FloatType value : result.image()) assertEquals(0, value.get());
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theSameInputGivesTheSameBits(Engine engine) {
        FilterBank bank = GaussianFilters.unitNorm(20, 1, 5, 3);
        Cursor<FloatType> first = Views.flatIterable(
                        invert(engine, bank, 2, Activation.NONE, 30, 3, StepRule.NORMALISED, Scaling.NONE)
                                .image())
                .cursor();
        for (FloatType again :
                Views.flatIterable(invert(engine, bank, 2, Activation.NONE, 30, 3, StepRule.NORMALISED, Scaling.NONE)
                        .image())) assertEquals(first.next().get(), again.get());
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void saysWhatDoesNotFit(Engine engine) {
        PoolingModel model = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 100);
        LayerInversion colour =
                LayerInversion.of(engine, GaussianFilters.unitNorm(4, 3, 3, 1), model, InversionSettings.FEED_FORWARD);
        assertEquals(
                "the image's number of channels is 1, but the filters need 3",
                assertThrows(IllegalArgumentException.class, () -> colour.invert(image(), Monitor.NONE))
                        .getMessage());
        FilterBank large = GaussianFilters.unitNorm(4, 1, 51, 1).withPadding(Padding.VALID);
        LayerInversion inversion = LayerInversion.of(engine, large, model, InversionSettings.FEED_FORWARD);
        assertThrows(IllegalArgumentException.class, () -> inversion.invert(image(), Monitor.NONE));
    }

    private static double error(Engine engine, FilterBank bank, Scaling scaling) {
        return invert(engine, bank, 2, Activation.NONE, 50, 1, StepRule.UNIT, scaling)
                .iterations()
                .get(0)
                .relativeError();
    }

    private static LayerReconstruction invert(
            Engine engine,
            FilterBank bank,
            int block,
            Activation activation,
            double keep,
            int iterations,
            StepRule rule,
            Scaling scaling) {
        PoolingModel model = new PoolingModel(block, activation, Unpooling.SWITCHES, keep);
        return LayerInversion.of(engine, bank, model, new InversionSettings(iterations, rule, scaling, 0, false))
                .invert(bank == HAAR ? evenImage() : image(), Monitor.NONE);
    }

    private static Img<FloatType> evenImage() {
        return noise(48, 40);
    }

    private static Img<FloatType> image() {
        return noise(50, 41);
    }

    private static Img<FloatType> noise(int width, int height) {
        Random random = new Random(11);
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) values[i] = random.nextFloat() - 0.5f;
        return ArrayImgs.floats(values, width, height, 1);
    }
}
