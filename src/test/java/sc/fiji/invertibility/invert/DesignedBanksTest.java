package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.FourierFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.filters.WaveletFilters;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** Orthonormal banks and tight frames bring everything back in one iteration, if nothing is pooled. */
class DesignedBanksTest {

    private static final FilterBank HAAR = WaveletFilters.orthonormal(WaveletFilters.Family.HAAR, 2, 2);
    private static final FilterBank DAUBECHIES = WaveletFilters.orthonormal(WaveletFilters.Family.DAUBECHIES_4, 1, 2);
    private static final FilterBank FOURIER = FourierFilters.complete(2, 4, FourierFilters.Window.BOX);
    private static final FilterBank FADING = FourierFilters.complete(2, 4, FourierFilters.Window.SINE);

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void fullyDecimatedBanksAreExact(Engine engine) {
        for (Activation activation : new Activation[] {Activation.NONE, Activation.CRELU}) {
            exact(engine, HAAR.withPadding(Padding.VALID), activation, Scaling.NONE);
            // two zeros on each side, so that every shift that touches the image is taken
            exact(engine, DAUBECHIES.withPadding(Padding.of(2)), activation, Scaling.NONE);
            exact(engine, FOURIER.withStride(4).withPadding(Padding.VALID), activation, Scaling.NONE);
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void atStrideOneTheyAreTightFrames(Engine engine) {
        for (FilterBank bank : new FilterBank[] {HAAR, DAUBECHIES, FOURIER, FADING}) {
            FilterBank frame = bank.withStride(1).withPadding(Padding.of(bank.height() - 1));
            exact(engine, frame, Activation.NONE, Scaling.LEAST_SQUARES);
        }
        // Wᵀ W = 4·I: without a scale the result is four times the image, three times too much
        FilterBank frame = DAUBECHIES.withStride(1).withPadding(Padding.of(3));
        assertEquals(3, error(engine, frame, Activation.NONE, Scaling.NONE), 1e-4);
    }

    private static void exact(Engine engine, FilterBank bank, Activation activation, Scaling scaling) {
        double error = error(engine, bank, activation, scaling);
        assertTrue(error < 2e-6, bank + ", " + activation + ": " + error);
    }

    private static double error(Engine engine, FilterBank bank, Activation activation, Scaling scaling) {
        Random random = new Random(3);
        float[] values = new float[20 * 16 * 2];
        for (int i = 0; i < values.length; i++) values[i] = random.nextFloat() - 0.5f;
        Img<FloatType> x = ArrayImgs.floats(values, 20, 16, 2);
        PoolingModel model = new PoolingModel(1, activation, Unpooling.SWITCHES, 100);
        return LayerInversion.of(engine, bank, model, new InversionSettings(1, StepRule.UNIT, scaling, 0, false))
                .invert(x, Monitor.NONE)
                .iterations()
                .get(0)
                .relativeError();
    }
}
