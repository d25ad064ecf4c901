package sc.fiji.invertibility.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.References;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;

/** Convolutions with biases, groups, strides and both kinds of pooling, against what NumPy makes of their definitions. */
class ForwardDefinitionTest {

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void everyLayerIsItsDefinition(Engine engine) {
        List<JsonObject> cases = References.of("forward_pass");
        assertEquals(2, cases.size());
        for (JsonObject reference : cases) {
            Network network = network(reference);
            for (String layer : List.of("conv1", "pool2", "conv3")) {
                double distance = References.distance(run(engine, network, layer, reference), reference.get(layer));
                assertTrue(distance < 1e-5, layer + " is " + distance + " away, partial " + reference.get("partial"));
            }
        }
    }

    private static Img<FloatType> run(Engine engine, Network network, String layer, JsonObject reference) {
        try (Scope scope = new Scope()) {
            var x = engine.upload(scope, References.image(reference.get("x")));
            return engine.download(ForwardPass.to(network, layer).run(engine, scope, x, Monitor.NONE));
        }
    }

    private static Network network(JsonObject reference) {
        boolean partial = reference.get("partial").getAsBoolean();
        Architecture architecture = Architecture.of(
                "small",
                3,
                List.of(
                        Layer.Convolution.square("conv1", 6, 3, 3, 1, 1, 1),
                        Layer.Convolution.square("conv2", 8, 6, 3, 1, 1, 2),
                        new Layer.MaxPool("pool2", new Pooling(partial ? 3 : 2, 2, partial, Pooling.Selection.LARGEST)),
                        Layer.Convolution.square("conv3", 4, 8, 3, 2, 0, 1)));
        JsonArray banks = reference.getAsJsonArray("banks");
        Map<String, FilterBank> filters = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            int[] sizes = References.shape(banks.get(2 * i));
            filters.put(
                    "conv" + (i + 1),
                    FilterBank.of(References.values(banks.get(2 * i)), sizes[0], sizes[1], sizes[2], sizes[3])
                            .withBias(References.values(banks.get(2 * i + 1))));
        }
        return Network.of(architecture, filters);
    }
}
