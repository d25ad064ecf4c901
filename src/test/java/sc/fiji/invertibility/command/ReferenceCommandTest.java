package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.io.Opener;
import ij.measure.ResultsTable;
import java.io.File;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.DeviceStatus;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.headless.PlainContext;

/** The numbers of an independent implementation, from image file and weights file to image and table. */
class ReferenceCommandTest {

    private static final String SWITCHES = "one iteration, all units, switches: relative error norm-matched";
    private static final String TOP_LEFT = "one iteration, quarter units, top-left: relative error norm-matched";

    static Stream<String> devices() {
        return Engines.list().stream()
                .filter(DeviceStatus::usable)
                .map(status -> status.device().name());
    }

    @ParameterizedTest
    @MethodSource("devices")
    void theCommandGivesTheReferencesImageAndErrors(String device) throws Exception {
        ImagePlus photo =
                new Opener().openImage(Shared.file("reference/vgg16_photo.png").toString());
        CommandModule whole = run(photo, device, Map.of());
        assertEquals(error(SWITCHES), error(whole), 1e-3 * error(SWITCHES));
        CommandModule quarter = run(photo, device, Map.of("keep", 25.0, "unpooling", "Top-left"));
        assertEquals(error(TOP_LEFT), error(quarter), 1e-3 * error(TOP_LEFT));

        float[] expected = Shared.array("reference/vgg16_photo.npz", "one_iteration_switches_normmatched");
        ImagePlus actual = (ImagePlus) whole.getOutput("reconstruction");
        int pixels = photo.getWidth() * photo.getHeight();
        double difference = 0;
        double norm = 0;
        for (int c = 0; c < 3; c++) {
            double mean = 0;
            for (int i = 0; i < pixels; i++)
                mean += (photo.getProcessor().get(i) >> 16 - 8 * c & 255) / (double) pixels;
            float[] channel = (float[]) actual.getStack().getPixels(c + 1);
            for (int i = 0; i < pixels; i++) {
                double e = 255.0 * expected[c * pixels + i];
                difference += Math.pow(channel[i] - mean - e, 2);
                norm += e * e;
            }
        }
        assertTrue(Math.sqrt(difference / norm) < 1e-3, "relative difference " + Math.sqrt(difference / norm));
    }

    private static CommandModule run(ImagePlus photo, String device, Map<String, Object> more) throws Exception {
        File weights = Shared.file("reference/gauss_64x3x5x5.safetensors").toFile();
        Map<String, Object> inputs = new HashMap<>(more);
        inputs.putAll(Map.of("image", photo, "device", device, "filters", "Imported", "weights", weights));
        inputs.putAll(Map.of("exact", true, "iterations", 1, "step", "Unit", "scaling", "Match norm"));
        try (Context context = PlainContext.create()) {
            CommandModule module = context.service(CommandService.class)
                    .run(ReconstructFromLayer.class, false, inputs)
                    .get();
            assertNull(module.getCancelReason());
            return module;
        }
    }

    private static double error(CommandModule module) {
        return ((ResultsTable) module.getOutput("summary")).getValue("relative_error", 0);
    }

    private static double error(String name) throws Exception {
        JsonObject reference = JsonParser.parseString(Files.readString(Shared.file("reference/vgg16_photo.json")))
                .getAsJsonObject();
        return reference.get(name).getAsDouble();
    }
}
