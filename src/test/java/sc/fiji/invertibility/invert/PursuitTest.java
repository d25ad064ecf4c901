package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.measure.Photos;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** Steps that are judged by the error they leave, and least squares on their supports. */
class PursuitTest {

    private static final double ROUNDING = 1e-5;

    private static List<Double> errors(
            Engine engine, FilterBank bank, PoolingModel model, StepRule rule, int iterations, Img<FloatType> x) {
        var settings = new InversionSettings(iterations, rule, Scaling.NONE, 0, false);
        return LayerInversion.of(engine, bank, model, settings).invert(x, Monitor.NONE).iterations().stream()
                .map(IterationReport::relativeError)
                .toList();
    }

    private static void assertNeverRises(List<Double> errors, String what) {
        for (int i = 1; i < errors.size(); i++)
            assertTrue(errors.get(i) <= errors.get(i - 1) + ROUNDING, what + ", iteration " + (i + 1) + ": " + errors);
        assertTrue(errors.get(0) <= 1 + ROUNDING, what + ": " + errors);
    }

    private static Img<FloatType> noise(Random random, int width, int height, int channels) {
        float[] values = new float[width * height * channels];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
        return ArrayImgs.floats(values, width, height, channels);
    }

    /** Whatever the filters and the model, also where 𝕄 is no projection. */
    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theErrorNeverRises(Engine engine) {
        Random random = new Random(5);
        for (int trial = 0; trial < 24; trial++) {
            int block = 1 + random.nextInt(4), channels = 1 + random.nextInt(3), size = 1 + random.nextInt(5);
            float[] weights = new float[9 * channels * size * size];
            // Filters with a mean in common, some of them large: none of the theory's assumptions hold.
            for (int i = 0; i < weights.length; i++) weights[i] = (float) (1 + random.nextGaussian());
            FilterBank bank = FilterBank.of(weights, 9, channels, size, size).withStride(1 + random.nextInt(2));
            PoolingModel model = new PoolingModel(
                    block,
                    Activation.values()[trial % 3],
                    Unpooling.values()[trial / 3 % 2],
                    random.nextBoolean() ? 100 : 10 + random.nextInt(80));
            Img<FloatType> x = noise(random, 20 + random.nextInt(20), 20 + random.nextInt(20), channels);
            for (StepRule rule : List.of(StepRule.NORMALISED, StepRule.PURSUIT))
                assertNeverRises(errors(engine, bank, model, rule, 12, x), rule + ", " + bank + ", " + model);
        }
    }

    /** With top-left unpooling, steps of the length that suits a projection make the error of photos rise above 1. */
    @Test
    void theErrorOfPhotosNeverRisesWithTopLeftUnpooling() {
        PoolingModel model = new PoolingModel(4, Activation.RELU, Unpooling.TOP_LEFT, 100);
        try (Engine engine = JavaEngine.create(2)) {
            for (String name : List.of("01", "05", "21", "23")) {
                Img<FloatType> photo =
                        Photos.piece(Shared.rgb("images/photos/kodak_" + name + ".png"), 200, 150, 301, 225);
                FilterBank bank = GaussianFilters.unitNorm(10, 3, 5, 1);
                List<Double> errors = errors(engine, bank, model, StepRule.NORMALISED, 40, photo);
                assertNeverRises(errors, name);
                assertTrue(errors.get(errors.size() - 1) < 0.999, "better than nothing: " + errors);
            }
        }
    }

    /** If nothing is dropped, least squares on the support of everything is least squares. */
    @Test
    void solvesLeastSquaresOnItsSupport() {
        try (Engine engine = JavaEngine.create(1)) {
            FilterBank bank = GaussianFilters.unitNorm(12, 2, 3, 4);
            PoolingModel model = new PoolingModel(1, Activation.NONE, Unpooling.SWITCHES, 100);
            List<Double> errors = errors(engine, bank, model, StepRule.PURSUIT, 6, noise(new Random(2), 9, 8, 2));
            assertTrue(errors.get(errors.size() - 1) < 1e-3, "" + errors);
        }
    }

    /** What is sparse in the model is found exactly, where normalised steps are still far away. */
    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void findsASparseCodeInFewerIterations(Engine engine) {
        FilterBank bank = GaussianFilters.unitNorm(32, 24, 3, 7);
        Random random = new Random(3);
        float[] z = new float[32 * 12 * 12];
        for (int i = 0; i < 60; i++) z[random.nextInt(z.length)] = (float) random.nextGaussian();
        Img<FloatType> x = synthesised(bank, z, 12, 12);
        PoolingModel model = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 100.0 * 60 / (32 * 36));
        List<Double> pursuit = errors(engine, bank, model, StepRule.PURSUIT, 4, x);
        List<Double> normalised = errors(engine, bank, model, StepRule.NORMALISED, 4, x);
        double found = pursuit.get(pursuit.size() - 1), near = normalised.get(normalised.size() - 1);
        assertTrue(found < 0.1 * near, pursuit + " and " + normalised);
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void tilesGiveTheSame(Engine engine) {
        Random random = new Random(9);
        for (int trial = 0; trial < 6; trial++) {
            FilterBank bank = GaussianFilters.unitNorm(10, 2, 5, trial);
            PoolingModel model = new PoolingModel(
                    1 + trial % 3,
                    Activation.values()[trial % 3],
                    Unpooling.values()[trial % 2],
                    trial % 2 == 0 ? 100 : 40);
            Img<FloatType> x = noise(random, 110, 90, 2);
            var settings = new InversionSettings(2, StepRule.PURSUIT, Scaling.NONE, 0, true);
            LayerInversion inversion = LayerInversion.of(engine, bank, model, settings);
            List<IterationReport> whole = inversion.invert(x, Monitor.NONE).iterations();
            List<IterationReport> tiled =
                    inversion.withDeviceLimit(200_000).invert(x, Monitor.NONE).iterations();
            assertEquals(whole.size(), tiled.size(), "" + model);
            for (int i = 0; i < whole.size(); i++) {
                assertEquals(whole.get(i).relativeError(), tiled.get(i).relativeError(), 1e-3, "" + model);
                assertEquals(
                        whole.get(i).nonzeros(),
                        tiled.get(i).nonzeros(),
                        0.01 * whole.get(i).nonzeros());
            }
        }
    }

    private static Img<FloatType> synthesised(FilterBank bank, float[] z, int width, int height) {
        try (Engine engine = JavaEngine.create(1);
                var scope = new sc.fiji.invertibility.compute.Scope()) {
            var code = engine.upload(scope, ArrayImgs.floats(z, width, height, bank.filters()));
            return engine.download(engine.adjoint(scope, code, engine.pack(scope, bank), height, width));
        }
    }
}
