package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.CommandModule;
import org.scijava.script.ScriptService;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.image.Pictures;

class FeatureStackTest {

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    @Test
    void anImageIsAllItNeeds() throws Exception {
        ImagePlus image = Pictures.noise(24, 40, 30);
        CommandModule module = run(Map.of("image", image, "device", "Java"));
        assertNull(module.getCancelReason());
        ImagePlus features = (ImagePlus) module.getOutput("features");
        assertEquals("noise-pool1", features.getTitle());
        assertArrayEquals(new int[] {20, 15, 1, 64, 1}, features.getDimensions());
        assertEquals(32, features.getBitDepth());
        assertEquals("pool1 filter 64", features.getStack().getSliceLabel(64));
        assertEquals(2 * image.getCalibration().pixelWidth, features.getCalibration().pixelWidth);
        String info = (String) features.getProperty("Info");
        assertTrue(info.contains("network: VGG-16\n") && info.contains("seed: 1\n"), info);
        assertEquals("Java", module.getOutput("enginename"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            network=Single layer,count=5,size=3,stride=2,prerelu=true,upsample=true | 90,81,1,5,1
            network=vgg-19,layer=block1_conv2,seed=4,preprocessing=rgb 0-1 | 90,81,1,64,1
            network=AlexNet,layer=conv(1),range=Type range | 20,18,1,96,1
            """)
    void everyParameterCounts(String parameters, String dimensions) throws Exception {
        Map<String, Object> inputs = new HashMap<>(Map.of("image", Pictures.noise(16, 90, 81), "device", "Java"));
        for (String key : parameters.split(",")) {
            String value = key.substring(key.indexOf('=') + 1);
            Object typed =
                    value.matches("true") ? (Object) true : value.matches("\\d+") ? Integer.valueOf(value) : value;
            String name = key.substring(0, key.indexOf('='));
            inputs.put(name, name.equals("seed") ? Long.valueOf(value) : typed);
        }
        CommandModule module = run(inputs);
        assertNull(module.getCancelReason());
        StringBuilder actual = new StringBuilder();
        for (int d : ((ImagePlus) module.getOutput("features")).getDimensions())
            actual.append(actual.isEmpty() ? "" : ",").append(d);
        assertEquals(dimensions, actual.toString());
    }

    @Test
    void aRealFilesNetworkIsReadAndItsRecordApplied() throws Exception {
        File weights = Shared.file("weights/vgg16/vgg16_conv1-2_v2.caffemodel").toFile();
        Map<String, Object> inputs = Map.of(
                "image", Pictures.noise(24, 20, 20), "device", "Java", "filters", "Imported", "weights", weights);
        Map<String, Object> chosen = new HashMap<>(inputs);
        chosen.put("preprocessing", "BGR minus mean");
        float[] recorded = features(inputs), same = features(chosen);
        assertArrayEquals(recorded, same);
        chosen.put("layer", "conv3_1");
        assertEquals(
                "layer: the weights reach up to pool2: for conv3_1 of VGG-16 the filters of conv3_1 are missing",
                run(chosen).getCancelReason());
    }

    @Test
    void jythonReadsTheFeatures() throws Exception {
        System.setProperty("python.cachedir.skip", "true");
        String script = """
                #@ CommandService command
                #@ ij.ImagePlus image
                #@output Integer slices
                name = "sc.fiji.invertibility.command.FeatureStack"
                module = command.run(name, False, ["image", image, "layer", "conv(1,1)", "device", "Java"]).get()
                slices = module.getOutput("features").getStackSize()
                """;
        var done = CONTEXT.service(ScriptService.class)
                .run("features.py", script, true, "image", Pictures.noise(8, 20, 16))
                .get();
        assertEquals(64, done.getOutput("slices"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            network       | ResNet   | network: unknown choice 'ResNet'; expected one of: Single layer, VGG-16, VGG-19, AlexNet
            filters       | Imported | weights: expected a file, as filters is 'Imported'
            layer         | conv9_9  | layer: VGG-16 has no layer named "conv9_9"; there are conv1_1, conv1_2, pool1, conv2_1, conv2_2, pool2, conv3_1, conv3_2, conv3_3, pool3, conv4_1, conv4_2, conv4_3, pool4, conv5_1, conv5_2, conv5_3, pool5
            layer         | pool5    | an image of 30×20 pixels is too small for pool5 of VGG-16, which needs at least 32×32
            preprocessing | HSV      | preprocessing: unknown choice 'HSV'; expected one of: Auto, BGR minus mean, RGB minus mean, RGB standardised, RGB 0-1, None
            resize        | 512      | resize: unknown choice '512'; expected one of: None, 256 and crop 224, Crop 224
            resize        | Crop 224 | an image of 30×20 pixels is smaller than the crop of 224×224; the resize "256 and crop 224" brings it to that size
            range         | 8 bit    | range: unknown choice '8 bit'; expected one of: Display range, Type range
            """)
    void aParameterIsRefused(String key, String value, String sentence) throws Exception {
        CommandModule module = run(Map.of("image", Pictures.noise(8, 30, 20), "device", "Java", key, value));
        assertTrue(module.isCanceled());
        assertEquals(sentence, module.getCancelReason());
        assertNull(module.getOutput("features"));
    }

    private static float[] features(Map<String, Object> inputs) throws Exception {
        return (float[])
                ((ImagePlus) run(inputs).getOutput("features")).getStack().getPixels(1);
    }

    private static CommandModule run(Map<String, Object> inputs) throws Exception {
        return CONTEXT.run(FeatureStack.class, inputs);
    }
}
