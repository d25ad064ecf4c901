package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** The numbers of an independent double-precision implementation, for a real photo and random filters. */
class ReferencePhotoTest {

    private static final String PHOTO = "reference/vgg16_photo.png";
    private static final String ARRAYS = "reference/vgg16_photo.npz";

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void oneIterationScaledToTheInputsNorm(Engine engine) throws IOException {
        for (boolean quarter : new boolean[] {false, true})
            for (Unpooling unpooling : Unpooling.values()) {
                double expected = reference()
                        .get("one iteration, " + units(quarter) + ", "
                                + (unpooling == Unpooling.SWITCHES ? "switches" : "top-left")
                                + ": relative error norm-matched")
                        .getAsDouble();
                List<IterationReport> reports = invert(engine, unpooling, quarter, InversionSettings.FEED_FORWARD)
                        .iterations();
                assertEquals(expected, reports.get(0).relativeError(), 1e-3 * expected);
            }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void tenNormalisedIterations(Engine engine) throws IOException {
        for (boolean quarter : new boolean[] {false, true}) {
            JsonArray expected = reference()
                    .get("normalised IHT, " + units(quarter) + ", switches: relative error after 1..10")
                    .getAsJsonArray();
            var settings = new InversionSettings(10, StepRule.NORMALISED, Scaling.NONE, 0, false);
            List<IterationReport> reports =
                    invert(engine, Unpooling.SWITCHES, quarter, settings).iterations();
            assertEquals(expected.size(), reports.size());
            for (int i = 0; i < reports.size(); i++) {
                double error = expected.get(i).getAsDouble();
                assertEquals(error, reports.get(i).relativeError(), 1e-3 * error, "iteration " + (i + 1));
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theReconstructionItself(Engine engine) {
        float[] expected = Shared.array(ARRAYS, "one_iteration_switches_normmatched");
        LayerReconstruction result = invert(engine, Unpooling.SWITCHES, false, InversionSettings.FEED_FORWARD);
        double difference = 0, norm = 0;
        Cursor<FloatType> actual = Views.flatIterable(result.image()).cursor();
        for (float e : expected) {
            double a = actual.next().get();
            difference += (a - e) * (a - e);
            norm += (double) e * e;
        }
        assertTrue(Math.sqrt(difference / norm) < 1e-3, "relative difference " + Math.sqrt(difference / norm));
    }

    private static LayerReconstruction invert(
            Engine engine, Unpooling unpooling, boolean quarter, InversionSettings settings) {
        FilterBank bank = FilterBank.of(Shared.array(ARRAYS, "gauss_64x3x5x5"), 64, 3, 5, 5);
        PoolingModel model = new PoolingModel(2, Activation.NONE, unpooling, quarter ? 25 : 100);
        return LayerInversion.of(engine, bank, model, settings).invert(Shared.meanFreeRgb(PHOTO), Monitor.NONE);
    }

    private static JsonObject reference() throws IOException {
        return JsonParser.parseString(Files.readString(Shared.file("reference/vgg16_photo.json")))
                .getAsJsonObject();
    }

    private static String units(boolean quarter) {
        return quarter ? "quarter units" : "all units";
    }
}
