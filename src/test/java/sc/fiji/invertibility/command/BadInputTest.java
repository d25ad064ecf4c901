package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.process.FloatProcessor;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.command.CommandModule;
import org.scijava.log.LogLevel;
import org.scijava.log.LogListener;
import org.scijava.log.LogService;
import sc.fiji.invertibility.image.Pictures;

/** One clear sentence for each kind of bad input, said once, and nothing else left behind. Public for ImageJ's macros. */
@Tag("locale")
public class BadInputTest {

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    private static boolean macroWentOn;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            filters    | Haar   | filters: unknown choice 'Haar'; expected one of: Gaussian random, Imported, Wavelet, Local Fourier, Cosine, Gabor
            filters    | Imported | weights: expected a file, as filters is 'Imported'
            count      | 0      | count: expected a whole number of at least 1, but got 0
            size       | 4      | size: expected an odd number of pixels, but got 4
            size       | -1     | size: expected an odd number of pixels, but got -1
            size       | 21     | size: filters of 21×21 pixels do not fit into the 30×20 pixels of 'noise.tif'
            stride     | 0      | stride: expected a whole number of at least 1, but got 0
            stride     | 21     | stride: expected at most the width and height of 'noise.tif', 30×20 pixels, but got 21
            activation | relu6  | activation: unknown choice 'relu6'; expected one of: None, ReLU, CReLU
            pool       | 0      | pool: expected a whole number of at least 1, but got 0
            pool       | 31     | pool: expected at most the 30×20 activations of a filter on 'noise.tif', but got 31
            unpooling  | Max    | unpooling: unknown choice 'Max'; expected one of: Switches, Top-left
            keep       | 0      | keep: expected a percentage above 0 and up to 100, but got 0.0
            keep       | 100.5  | keep: expected a percentage above 0 and up to 100, but got 100.5
            keep       | NaN    | keep: expected a percentage above 0 and up to 100, but got NaN
            iterations | 0      | iterations: expected a whole number of at least 1, but got 0
            step       | Big    | step: unknown choice 'Big'; expected one of: Unit, Normalised
            scaling    | Max    | scaling: unknown choice 'Max'; expected one of: Match norm, Least squares, None
            """)
    void aParameterIsRefused(String key, String value, String sentence) throws Exception {
        assertRefused(Map.of("image", Pictures.noise(8, 30, 20), "device", "Java", key, value), sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seed   | 7        | seed: has no effect because 'Gabor' filters are not random; expected it to be left out
            method | Gradient | method: has no effect because it belongs to Reconstruct From Network...; expected it to be left out
            layer  | conv1_1  | layer: has no effect because only imported filters have layers; expected it to be left out
            """)
    void aKeyWithoutEffectIsRefused(String key, String value, String sentence) throws Exception {
        Map<String, Object> inputs =
                new HashMap<>(Map.of("image", Pictures.noise(8, 30, 20), "device", "Java", "filters", "Gabor"));
        inputs.put(key, key.equals("seed") ? (Object) Long.valueOf(value) : value);
        assertRefused(inputs, sentence);
    }

    @Test
    void aFileOfWeightsAloneMeansImportedFilters(@TempDir Path folder) throws Exception {
        Path weights = new TinyWeights().counting("conv1.weight", "4,1,3,3").write(folder.resolve("tiny"));
        CommandModule module = run(Map.of("image", Pictures.noise(8, 30, 20), "weights", weights.toFile()));
        assertFalse(module.isCanceled(), module.getCancelReason());
        ImagePlus result = (ImagePlus) module.getOutput("reconstruction");
        String info = (String) result.getProperty("Info");
        assertTrue(info.contains("filters: Imported\n") && info.contains("weights: " + weights), info);
    }

    @Test
    void whatIsTypedAndUnknownIsRefused() {
        ReconstructFromLayer command = new ReconstructFromLayer();
        command.typed(List.of("keep", "kep"), false);
        String sentence = assertThrows(IllegalArgumentException.class, command::settleParameters)
                .getMessage();
        assertTrue(
                sentence.startsWith(
                        "kep: Reconstruct From Layer... has no such parameter, expected one of: image, filters"),
                sentence);
    }

    @Test
    void whatIsTypedAndHoldsAnywayIsRefusedInAShellOnly() {
        ReconstructFromLayer command = new ReconstructFromLayer();
        command.filters = "Gabor";
        command.typed(List.of("filters", "seed"), false);
        command.settleParameters();
        command.typed(List.of("filters", "seed"), true);
        assertThrows(IllegalArgumentException.class, command::settleParameters);
    }

    @Test
    void anUnknownDeviceIsRefusedAndTheOthersListed() throws Exception {
        assertRefused(Map.of("image", Pictures.noise(8, 30, 20), "device", "GTX 0"), "\"GTX 0\"");
        assertRefused(Map.of("image", Pictures.noise(8, 30, 20), "device", "GTX 0"), "Auto, Java");
    }

    @Test
    void imagesAreRefused() throws Exception {
        Map<String, Object> none = new HashMap<>();
        none.put("image", null);
        assertRefused(none, "image: no image is open, and none is given");
        assertRefused(Map.of("image", new ImagePlus()), "0×0 pixels");
        FloatProcessor pixels = new FloatProcessor(9, 9);
        pixels.setf(3, 4, Float.NaN);
        assertRefused(Map.of("image", new ImagePlus("dark", pixels)), "1 of the values in 'dark' is not finite");
        pixels.setf(3, 4, -3e38f);
        assertRefused(
                Map.of("image", new ImagePlus("dark", pixels)),
                "'dark' has values of 3.0E38; expected magnitudes up to 1.0E37, so that its results fit into 32 bits");
    }

    @Test
    void weightFilesAreRefused(@TempDir Path folder) throws Exception {
        File absent = folder.resolve("absent.safetensors").toFile();
        assertRefused(imported(absent), "is no file");
        Path empty = Files.createFile(folder.resolve("empty.safetensors"));
        assertRefused(imported(empty.toFile()), "empty.safetensors");
        Path text = Files.writeString(folder.resolve("text.safetensors"), "these are no weights, but words");
        assertRefused(imported(text.toFile()), "text.safetensors");
    }

    @Test
    void aMacroEndsWithTheSentence() {
        macroWentOn = false;
        long start = System.nanoTime();
        String name = BadInputTest.class.getName();
        new Interpreter().run("call('%s.runBadly'); call('%s.goOn');".formatted(name, name), "");
        assertFalse(macroWentOn, "the macro went on after a refusal");
        assertTrue(Interpreter.getInstance() == null, "no macro is left running");
        assertTrue(System.nanoTime() - start < 60e9);
    }

    /** Called by the macro, as Fiji does: on another thread. */
    public static String runBadly() throws Exception {
        return String.valueOf(
                run(Map.of("image", Pictures.noise(8, 30, 20), "keep", -1.0)).isCanceled());
    }

    /** Called by the macro. */
    public static String goOn() {
        macroWentOn = true;
        return "";
    }

    private static Map<String, Object> imported(File weights) {
        return Map.of("image", Pictures.noise(8, 30, 20), "filters", "Imported", "weights", weights);
    }

    private static void assertRefused(Map<String, Object> inputs, String sentence) throws Exception {
        List<String> logged = new ArrayList<>();
        LogListener listener = message -> {
            if (message.level() <= LogLevel.WARN) logged.add(message.text());
        };
        LogService log = CONTEXT.service(LogService.class);
        log.addLogListener(listener);
        CommandModule module = run(inputs);
        log.removeLogListener(listener);
        assertTrue(module.isCanceled());
        assertTrue(module.getCancelReason().contains(sentence), module.getCancelReason());
        assertFalse(module.getCancelReason().contains("\n"), module.getCancelReason());
        assertEquals(List.of(module.getCancelReason()), logged, "said exactly once");
        ReconstructFromLayerTest.assertNothing(module);
    }

    private static CommandModule run(Map<String, Object> inputs) throws Exception {
        return CONTEXT.run(ReconstructFromLayer.class, inputs);
    }
}
