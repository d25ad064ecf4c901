package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.CommandModule;
import org.scijava.log.LogLevel;
import org.scijava.log.LogListener;
import org.scijava.log.LogService;
import org.scijava.script.ScriptService;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.image.Pictures;

/** The command for networks; and the main command with a network, which macros of earlier versions call. */
class ReconstructFromNetworkTest {

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    @Test
    void aNetworkIsAllItNeeds() throws Exception {
        CommandModule module = run(Map.of("image", Pictures.noise(24, 27, 22), "network", "VGG-16", "seed", 3L));
        assertNull(module.getCancelReason());
        for (String name : List.of("reconstruction", "switches", "errors")) {
            ImagePlus image = (ImagePlus) module.getOutput(name);
            assertEquals("noise-" + name, image.getTitle());
            assertArrayEquals(new int[] {27, 22, 1, name.equals("errors") ? 3 : 1, 1}, inZ(image), name);
            String info = (String) image.getProperty("Info");
            for (String line : List.of("network: VGG-16", "layer: pool1", "seed: 3", "method: Layer-wise IHT"))
                assertTrue(info.contains(line + "\n"), info);
        }
        ResultsTable summary = (ResultsTable) module.getOutput("summary");
        assertEquals("layer,relative_error", String.join(",", summary.getHeadings()));
        List<String> layers = new ArrayList<>();
        for (int row = 0; row < summary.size(); row++) layers.add(summary.getStringValue("layer", row));
        assertEquals(List.of("conv1_2", "conv1_1", "image"), layers);
        assertEquals("Java", module.getOutput("enginename"));
    }

    @Test
    void moreIterationsOfGradientDescentComeCloserToTheLayer() throws Exception {
        Map<String, Object> inputs = inputs(
                "image", Pictures.noise(24, 20, 20), "network", "VGG-19", "layer", "conv1_1", "method", "gradient");
        inputs.put("variation", 0.0);
        double before = Double.POSITIVE_INFINITY;
        for (int steps : new int[] {2, 10, 50}) {
            inputs.put("iterations", steps);
            ResultsTable summary = (ResultsTable) run(inputs).getOutput("summary");
            assertEquals("conv1_1", summary.getStringValue("layer", 0));
            double error = summary.getValue("relative_error", 0);
            assertTrue(error < before, steps + " steps: " + error + ", before " + before);
            before = error;
        }
        assertTrue(before < 0.2, "after 50 steps " + before);
    }

    @Test
    void realWeightsBringTheReferencePhotoBack() throws Exception {
        Map<String, Object> inputs = new HashMap<>(Map.of("network", "VGG-16", "filters", "Imported"));
        inputs.put(
                "image", IJ.openImage(Shared.file("reference/vgg16_photo.png").toString()));
        inputs.put("weights", weights());
        inputs.put("preprocessing", "BGR minus mean");
        inputs.put("layer", "features.0");
        inputs.put("iterations", 1);
        assertEquals(0.785, imageError(inputs), 0.001);
        inputs.put("iterations", 20);
        assertEquals(0.073, imageError(inputs), 0.001);
    }

    @Test
    void aLayerThatTheWeightsDoNotReachIsRefused() throws Exception {
        CommandModule module = run(inputs(
                "image",
                Pictures.noise(24, 40, 40),
                "network",
                "VGG-16",
                "filters",
                "Imported",
                "weights",
                weights(),
                "layer",
                "conv(5,2)"));
        assertEquals(
                "layer: the weights reach up to pool2: for conv5_2 of VGG-16 the filters of conv3_1 are missing",
                module.getCancelReason());
        ReconstructFromLayerTest.assertNothing(module);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            network       | ResNet   | network: unknown choice 'ResNet'; expected one of: VGG-16, VGG-19, AlexNet
            filters       | Imported | weights: expected a file, as filters is 'Imported'
            layer         | fc7      | layer: VGG-16 has no layer named "fc7"; there are conv1_1, conv1_2, pool1, conv2_1, conv2_2, pool2, conv3_1, conv3_2, conv3_3, pool3, conv4_1, conv4_2, conv4_3, pool4, conv5_1, conv5_2, conv5_3, pool5
            layer         | pool5    | an image of 30×20 pixels is too small for pool5 of VGG-16, which needs at least 32×32
            method        | Adam     | method: unknown choice 'Adam'; expected one of: Layer-wise IHT, Gradient
            unpooling     | Max      | unpooling: unknown choice 'Max'; expected one of: Switches, Top-left
            preprocessing | HSV      | preprocessing: unknown choice 'HSV'; expected one of: Auto, BGR minus mean, RGB minus mean, RGB standardised, RGB 0-1, None
            resize        | Crop 224 | an image of 30×20 pixels is smaller than the crop of 224×224; the resize "256 and crop 224" brings it to that size
            range         | 8 bit    | range: unknown choice '8 bit'; expected one of: Display range, Type range
            iterations    | 0        | iterations: expected a whole number of at least 1, but got 0
            variation     | -1       | variation: expected a number of at least 0, but got -1.0
            variation     | NaN      | variation: expected a number of at least 0, but got NaN
            """)
    void aParameterIsRefused(String key, String value, String sentence) throws Exception {
        Map<String, Object> inputs = inputs("image", Pictures.noise(8, 30, 20), "network", "VGG-16", key, value);
        if (key.equals("iterations")) inputs.put(key, Integer.valueOf(value));
        if (key.equals("variation")) inputs.putAll(Map.of(key, Double.valueOf(value), "method", "Gradient"));
        CommandModule module = run(inputs);
        assertEquals(sentence, module.getCancelReason());
        ReconstructFromLayerTest.assertNothing(module);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gradient       | unpooling | Top-left | unpooling: has no effect because the gradient method uses no switches; expected it to be left out
            Layer-wise IHT | variation | 0.1      | variation: has no effect because method is 'Layer-wise IHT'; expected it to be left out
            Layer-wise IHT | weights   | a.npz    | weights: has no effect because filters are 'Gaussian random'; expected it to be left out
            """)
    void aKeyWithoutEffectIsRefused(String method, String key, String value, String sentence) throws Exception {
        ReconstructFromNetwork command = new ReconstructFromNetwork();
        command.method = method;
        if (key.equals("unpooling")) command.unpooling = value;
        else if (key.equals("variation")) command.variation = Double.parseDouble(value);
        else command.weights = new File(value);
        command.typed(List.of("filters", key), false);
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, command::settleParameters)
                        .getMessage());
    }

    @Test
    void aMacroOfEarlierVersionsStillRuns() throws Exception {
        List<String> said = new ArrayList<>();
        LogListener listener = message -> {
            if (message.level() == LogLevel.WARN) said.add(message.text());
        };
        LogService log = CONTEXT.service(LogService.class);
        log.addLogListener(listener);
        CommandModule module;
        try {
            Map<String, Object> inputs = inputs("image", Pictures.noise(24, 20, 20), "network", "VGG-16");
            inputs.putAll(Map.of("layer", "conv1_1", "iterations", 1, "step", "Unit", "scaling", "Match norm"));
            inputs.putAll(Map.of("device", "Java", "count", 64, "variation", 0.03));
            module = CONTEXT.run(ReconstructFromLayer.class, inputs);
        } finally {
            log.removeLogListener(listener);
        }
        assertNull(module.getCancelReason());
        assertEquals("image", ((ResultsTable) module.getOutput("summary")).getStringValue("layer", 0));
        assertEquals(List.of("VGG-16 has no use for step, scaling: ignored"), said);
    }

    @Test
    void jythonReadsTheErrorsOfTheLayers() throws Exception {
        // Otherwise Jython indexes every library on the class path first.
        System.setProperty("python.cachedir.skip", "true");
        String script = """
                #@ CommandService command
                #@ ij.ImagePlus image
                #@output String layers
                from sc.fiji.invertibility.command import ReconstructFromNetwork
                result = command.run(ReconstructFromNetwork, False, ["image", image, "network", "VGG-19", "layer",
                    "conv1_2", "method", "Gradient", "iterations", 2, "device", "Java"]).get()
                table = result.getOutput("summary")
                layers = " ".join([table.getStringValue("layer", row) for row in range(table.size())])
                """;
        var module = CONTEXT.service(ScriptService.class)
                .run("network.py", script, true, "image", Pictures.noise(8, 20, 20))
                .get();
        assertEquals("conv1_2 conv1_1 image", module.getOutput("layers"));
    }

    private static double imageError(Map<String, Object> inputs) throws Exception {
        inputs.put("device", "Java");
        ResultsTable summary = (ResultsTable) run(inputs).getOutput("summary");
        assertEquals("image", summary.getStringValue("layer", summary.size() - 1));
        return summary.getValue("relative_error", summary.size() - 1);
    }

    private static File weights() {
        return Shared.file("weights/vgg16/vgg16_conv1-2_frossard.npz").toFile();
    }

    /** Slices of a stack count as z, whatever ImageJ takes them for. */
    private static int[] inZ(ImagePlus image) {
        return new int[] {image.getWidth(), image.getHeight(), 1, image.getStackSize(), 1};
    }

    private static Map<String, Object> inputs(Object... keysAndValues) {
        Map<String, Object> inputs = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) inputs.put((String) keysAndValues[i], keysAndValues[i + 1]);
        return inputs;
    }

    private static CommandModule run(Map<String, Object> inputs) throws Exception {
        Map<String, Object> all = new HashMap<>(inputs);
        all.putIfAbsent("device", "Java");
        return CONTEXT.run(ReconstructFromNetwork.class, all);
    }
}
