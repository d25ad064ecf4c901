package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.weights.WeightFile;

/** Deep layers of trained networks as single banks, by names with a slash. */
class DeepLayersTest {

    @ParameterizedTest
    @CsvSource({
        "googlenet, googlenet/bvlc_googlenet.safetensors, inception_4a/3x3",
        "googlenet, googlenet/bvlc_googlenet.safetensors, inception_5b/5x5",
        "squeezenet, squeezenet/squeezenet_v1.1.safetensors, fire9/expand3x3"
    })
    void areAsCoherentAsAnIndependentProgramFound(String network, String file, String layer) throws IOException {
        try (Reader json = Files.newBufferedReader(Shared.file("reference/networks_photo.json"));
                WeightFile weights = WeightFile.open(Shared.file("weights/" + file));
                Engine engine = JavaEngine.create(1)) {
            JsonObject reference = JsonParser.parseReader(json).getAsJsonObject();
            JsonArray expected = reference
                    .getAsJsonObject(network)
                    .getAsJsonObject(layer)
                    .getAsJsonArray("coherence_signed_absolute");
            FilterBank bank = weights.layer(layer).filterBank().normalised();
            Coherence found = Coherence.of(engine, bank, Monitor.NONE);
            assertEquals(expected.get(0).getAsDouble(), found.signed().product(), 1e-4);
            assertEquals(
                    expected.get(1).getAsDouble(), Math.abs(found.absolute().product()), 1e-4);
            DistortionEnds worst = new DistortionSearch(bank, 15, 15, 2, 30, 1, 1).search(engine, 1, Monitor.NONE);
            assertTrue(
                    worst.stretched().bound() > 1,
                    "no isometry: " + worst.stretched().ratio());
        }
    }
}
