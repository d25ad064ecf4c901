package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.References;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** 𝕄(h, k) and Algorithm 1 against what NumPy makes of their definitions. */
class DefinitionsTest {

    /** With filters that do nothing, one iteration is the sparsity model of the image itself. */
    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theSparsityModelIsItsDefinition(Engine engine) {
        List<JsonObject> cases = References.of("sparsity_model");
        assertEquals(5, cases.size());
        for (JsonObject reference : cases) {
            int channels = References.shape(reference.get("h"))[0];
            float[] identity = new float[channels * channels];
            for (int c = 0; c < channels; c++) identity[c * channels + c] = 1;
            LayerReconstruction result = LayerInversion.of(
                            engine,
                            FilterBank.of(identity, channels, channels, 1, 1),
                            model(reference),
                            new InversionSettings(1, StepRule.UNIT, Scaling.NONE, 0, false))
                    .invert(References.image(reference.get("h")), Monitor.NONE);
            double distance = References.distance(result.image(), reference.get("z"));
            assertTrue(distance < 1e-6, distance + " away with " + model(reference));
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void algorithmOneIsItsDefinition(Engine engine) {
        List<JsonObject> cases = References.of("algorithm_1");
        assertEquals(5, cases.size());
        for (JsonObject reference : cases) {
            JsonArray iterations = reference.getAsJsonArray("iterations");
            StepRule rule = reference.get("normalised").getAsBoolean() ? StepRule.NORMALISED : StepRule.UNIT;
            int[] sizes = References.shape(reference.get("w"));
            FilterBank bank = FilterBank.of(
                            References.values(reference.get("w")), sizes[0], sizes[1], sizes[2], sizes[3])
                    .withStride(reference.get("stride").getAsInt());
            LayerReconstruction result = LayerInversion.of(
                            engine,
                            bank,
                            model(reference),
                            new InversionSettings(iterations.size(), rule, Scaling.NONE, 0, false))
                    .invert(References.image(reference.get("x")), Monitor.NONE);
            for (int i = 0; i < iterations.size(); i++) {
                JsonObject expected = iterations.get(i).getAsJsonObject();
                IterationReport actual = result.iterations().get(i);
                String what = model(reference) + ", iteration " + (i + 1);
                assertEquals(expected.get("nonzeros").getAsLong(), actual.nonzeros(), what);
                assertNear(expected.get("step").getAsDouble(), actual.step(), what + ": step");
                assertNear(expected.get("relative_error").getAsDouble(), actual.relativeError(), what + ": error");
            }
            double distance = References.distance(result.image(), reference.get("image"));
            assertTrue(distance < 1e-4, distance + " away with " + model(reference));
        }
    }

    private static void assertNear(double expected, double actual, String what) {
        assertEquals(expected, actual, 1e-4 * expected, what);
    }

    private static PoolingModel model(JsonObject reference) {
        return new PoolingModel(
                reference.get("block").getAsInt(),
                reference.get("relu").getAsBoolean() ? Activation.RELU : Activation.NONE,
                reference.get("top_left").getAsBoolean() ? Unpooling.TOP_LEFT : Unpooling.SWITCHES,
                reference.get("keep").getAsDouble());
    }
}
