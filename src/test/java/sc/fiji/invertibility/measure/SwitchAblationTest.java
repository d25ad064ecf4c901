package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.BankSeeds;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** What switches, signs and values carry. */
class SwitchAblationTest {

    private static final PoolingModel PAIRS = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 100);

    /**
     * Another program (NumPy) measured one photo, Kodak's 22, with its own Gaussian filters. That photo is not among those
     * here, so that its numbers cannot be met: what is tested is whether they may be those of one more photo like these,
     * within three standard deviations of a photo, which a wrong formula or scale would not give.
     */
    @Test
    void photosNeedSignsMoreThanSwitches() {
        Map<CodeVariant, Moments> errors = new EnumMap<>(CodeVariant.class);
        Moments entropy = Moments.NONE;
        FilterBank bank = GaussianFilters.unitNorm(64, 3, 5, 1);
        try (Engine engine = JavaEngine.create(2)) {
            for (String name : List.of("01", "02", "04", "05", "07", "08", "13", "15", "19", "20", "21", "23")) {
                Img<FloatType> photo = Photos.centre(Shared.rgb("images/photos/kodak_" + name + ".png"), 128);
                SwitchAblation ablation = SwitchAblation.of(engine, bank, PAIRS, photo, 1);
                ablation.errors()
                        .forEach((variant, error) ->
                                errors.merge(variant, Moments.of(error), (a, b) -> a.plus(b.mean())));
                entropy = entropy.plus(ablation.entropy());
            }
        }
        Map.of(
                        CodeVariant.TRUE, 0.489,
                        CodeVariant.TOP_LEFT, 0.599,
                        CodeVariant.RANDOM_SWITCHES, 0.517,
                        CodeVariant.SIGNS_ONLY, 0.724)
                .forEach((variant, known) -> assertEquals(
                        known,
                        errors.get(variant).mean(),
                        3 * errors.get(variant).sd(),
                        variant.title()));
        assertEquals(1, errors.get(CodeVariant.RANDOM_SIGNS).mean(), 0.01);
        assertEquals(2, entropy.mean(), 0.01);
        assertEquals(1, errors.get(CodeVariant.RANDOM_VALUES).mean(), 0.01);
        // Magnitudes and signs both count; switches alone, with values of other units, tell nothing.
        assertTrue(errors.get(CodeVariant.TRUE).max()
                < errors.get(CodeVariant.SIGNS_ONLY).min());
    }

    /** The true code and the top-left one are those of a reconstruction by one scaled iteration. */
    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theCodesOfAReconstructionHaveItsErrors(Engine engine) {
        Random random = new Random(1);
        for (Activation activation : Activation.values()) {
            Img<FloatType> x = noise(random, 31, 26, 2);
            FilterBank bank = GaussianFilters.unitNorm(9, 2, 3, 6);
            for (double keep : new double[] {100, 30})
                for (Unpooling unpooling : Unpooling.values()) {
                    PoolingModel model = new PoolingModel(3, activation, unpooling, keep);
                    double expected = LayerInversion.of(
                                    engine,
                                    bank,
                                    model,
                                    new InversionSettings(1, StepRule.UNIT, Scaling.LEAST_SQUARES, 0, false))
                            .invert(x, Monitor.NONE)
                            .iterations()
                            .get(0)
                            .relativeError();
                    SwitchAblation found = SwitchAblation.of(engine, bank, model, x, 1);
                    CodeVariant variant = unpooling == Unpooling.SWITCHES ? CodeVariant.TRUE : CodeVariant.TOP_LEFT;
                    assertEquals(expected, found.errors().get(variant), 1e-4, model.toString());
                }
        }
    }

    /** Blocks of one have one switch, so that nothing can be told from it. */
    @Test
    void aBlockOfOneHasNoSwitch() {
        try (Engine engine = JavaEngine.create(1)) {
            PoolingModel single = new PoolingModel(1, Activation.NONE, Unpooling.SWITCHES, 50);
            SwitchAblation found = SwitchAblation.of(
                    engine, GaussianFilters.unitNorm(4, 1, 3, 1), single, noise(new Random(2), 20, 20, 1), 1);
            assertEquals(0, found.entropy());
            assertEquals(800, found.units());
            double error = found.errors().get(CodeVariant.TRUE);
            assertEquals(error, found.errors().get(CodeVariant.RANDOM_SWITCHES), 1e-9);
            assertEquals(error, found.errors().get(CodeVariant.TOP_LEFT), 1e-9);
        }
    }

    /** Nothing that is drawn repeats another draw of the same seed: neither another variant's, nor that of filters. */
    @Test
    void eachVariantDrawsForItself() {
        int count = 200;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = i + 1;
        HostCode code = new HostCode(
                values, new int[count], new Shape(1, 20, 40), Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE));
        float[] magnitudes = CodeVariant.RANDOM_MAGNITUDES.of(code, 7).values();
        float[] others = CodeVariant.RANDOM_VALUES.of(code, 7).values();
        int same = 0;
        for (int i = 0; i < count; i++) if (magnitudes[i] == others[i]) same++;
        assertTrue(same < 20, "of two independent orders one place is the same on average, not " + same);
        assertArrayEquals(magnitudes, CodeVariant.RANDOM_MAGNITUDES.of(code, 7).values());
        assertEquals(
                CodeVariant.values().length + 1,
                Stream.concat(
                                Stream.of(7L),
                                Stream.of(CodeVariant.values()).map(variant -> BankSeeds.of(7, variant.title())))
                        .distinct()
                        .count());
    }

    @Test
    void refusesAnImageOfZeros() {
        try (Engine engine = JavaEngine.create(1)) {
            FilterBank bank = GaussianFilters.unitNorm(4, 1, 3, 1);
            Img<FloatType> black = ArrayImgs.floats(8, 8, 1);
            assertThrows(IllegalArgumentException.class, () -> SwitchAblation.of(engine, bank, PAIRS, black, 1));
        }
    }

    private static Img<FloatType> noise(Random random, int width, int height, int channels) {
        float[] values = new float[width * height * channels];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
        return ArrayImgs.floats(values, width, height, channels);
    }
}
