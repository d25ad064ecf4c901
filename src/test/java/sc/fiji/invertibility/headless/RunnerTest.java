package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person at the shell sees of the runner, with a command made for the purpose. */
@Tag("locale")
@Tag("unprivileged")
@Tag("small-heap")
class RunnerTest {

    @TempDir
    Path folder;

    private Path image;
    private Path out;
    private final TypedCommand typed = new TypedCommand();

    @BeforeEach
    void saveAnImage() {
        short[] pixels = new short[7 * 5];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (short) (1000 + 37 * i);
        ImagePlus micrograph = new ImagePlus("micrograph", new ShortProcessor(7, 5, pixels, null));
        Calibration calibration = new Calibration();
        calibration.pixelWidth = 0.325;
        calibration.pixelHeight = 0.325;
        calibration.setUnit("micron");
        micrograph.setCalibration(calibration);
        image = folder.resolve("micrograph.tif");
        assertTrue(new FileSaver(micrograph).saveAsTiff(image.toString()));
        out = folder.resolve("results/here");
    }

    @Test
    void writesEveryResultAndSaysWhere() throws IOException {
        assertEquals(0, run("gain=0.1", "count=2"), typed::err);

        Set<String> expected =
                Set.of("product.tif", "product.png", "powers.tif", "powers.png", "summary.csv", "run.json");
        assertEquals(expected, names(out));
        assertEquals(
                expected.stream().map(name -> out.resolve(name).toString()).collect(Collectors.toSet()),
                Set.copyOf(typed.out().lines().toList()));
        assertEquals("", typed.err());
        assertEquals(Set.of("micrograph.tif", "results"), names(folder));
    }

    @Test
    void keepsPixelsCalibrationOverlayAndLabels() {
        run("gain=0.1", "count=2");

        ImagePlus product = IJ.openImage(out.resolve("product.tif").toString());
        float[] expected = (float[]) IJ.openImage(image.toString())
                .getProcessor()
                .convertToFloatProcessor()
                .getPixels();
        FloatProcessor tenth = new FloatProcessor(7, 5, expected);
        tenth.multiply(0.1);
        assertArrayEquals(
                (float[]) tenth.getPixels(), (float[]) product.getProcessor().getPixels());
        assertEquals(0.325, product.getCalibration().pixelWidth, 1e-7);
        assertEquals("µm", product.getCalibration().getUnit().replace("micron", "µm"));
        assertEquals(1, product.getOverlay().size());
        ImagePlus powers = IJ.openImage(out.resolve("powers.tif").toString());
        assertEquals("power 2", powers.getStack().getSliceLabel(2));
    }

    @Test
    void recordsTheRun() throws IOException {
        run("gain=0.1", "layer=warned");

        assertEquals("warning: the probe was told to warn" + System.lineSeparator(), typed.err());
        JsonObject record = JsonParser.parseString(Files.readString(out.resolve("run.json")))
                .getAsJsonObject();
        JsonObject parameters = record.getAsJsonObject("parameters");
        JsonObject input = record.getAsJsonObject("inputs").getAsJsonObject("image");
        JsonObject versions = record.getAsJsonObject("versions");
        assertAll(
                () -> assertEquals("Probe The Runner", record.get("command").getAsString()),
                () -> assertEquals(
                        List.of("image", "weights", "filters", "layer", "count", "gain", "exact"),
                        List.copyOf(parameters.keySet())),
                () -> assertEquals(0.1, parameters.get("gain").getAsDouble()),
                () -> assertEquals(3, parameters.get("count").getAsInt(), "a default"),
                () -> assertTrue(parameters.get("weights").isJsonNull()),
                () -> assertEquals(image.toString(), parameters.get("image").getAsString()),
                () -> assertEquals(sha256(image), input.get("sha256").getAsString()),
                () -> assertEquals("Probe", record.get("engine").getAsString()),
                () -> assertEquals("Test bench", record.get("device").getAsString()),
                () -> assertTrue(record.getAsJsonObject("results").get("mean").getAsDouble() > 0),
                () -> assertEquals(
                        "the probe was told to warn",
                        record.getAsJsonArray("warnings").get(0).getAsString()),
                () -> assertEquals(5, record.getAsJsonObject("outputs").size()),
                () -> assertTrue(record.get("milliseconds").getAsLong() >= 0),
                () -> assertTrue(versions.keySet().containsAll(List.of("plugin", "java", "imagej", "os"))),
                () -> assertNotNull(versions.get("plugin").getAsString()));
    }

    @Test
    void tablesDoNotFollowTheLocale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            run("count=2");
        } finally {
            Locale.setDefault(before);
        }
        assertEquals(
                List.of(
                        "power,relative_error,remark",
                        "1,0.3333333333333333,\"a, \"\"b\"\"\"",
                        "2,0.6666666666666666,\"a, \"\"b\"\"\""),
                Files.readAllLines(out.resolve("summary.csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe the runner", "Probe The Runner...", "probe-the-runner", "ProbeTheRunner"})
    void findsACommandHoweverItIsWritten(String name) {
        assertEquals(0, typed.run(name, "image=" + image, "out=" + out), typed::err);
        assertEquals(0, typed.run("probe", "The", "RUNNER", "image=" + image, "out=" + out), typed::err);
    }

    @Test
    void listsCommands() {
        assertEquals(0, typed.run("--list"));
        assertTrue(typed.out().lines().anyMatch(line -> line.matches("Probe The Runner +Multiplies an image")));
    }

    @Test
    void helpTellsKeysTypesRangesChoicesAndDefaults() {
        assertEquals(0, typed.run("probe the runner", "--help"));
        String help = typed.out();
        assertAll(Stream.of(
                        "image +path of an image \\(required\\)",
                        "weights +path of a file",
                        "filters +'Gaussian random' \\| 'Imported' \\(default: Gaussian random\\)",
                        "layer +text \\(default: empty\\)",
                        "count +whole number from 1 up to 9 \\(default: 3\\)",
                        "Slices: how many slices to make",
                        "gain +number from 0 \\(default: 2\\.5\\)",
                        "exact +true \\| false \\(default: false\\)",
                        "out +folder .*default: probe-the-runner.*",
                        "product +product\\.tif, product\\.png: the image times gain",
                        "summary +summary\\.csv")
                .map(line ->
                        () -> assertTrue(help.lines().anyMatch(l -> l.strip().matches(line)), line + "\n" + help)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            count=abc          | count: expected a whole number, but got 'abc'
            count=2.7          | count: expected a whole number, but got '2.7'
            count=             | count: expected a whole number, but got ''
            count=1e200000000  | count: expected a whole number from 1 to 2147483647, but got '1e200000000'
            count=-1e999999999 | count: expected a whole number from 1 to 2147483647, but got '-1e999999999'
            count=1e-200000000 | count: expected a whole number, but got '1e-200000000'
            count=99999999999  | count: expected a whole number from 1 to 2147483647, but got '99999999999'
            gain=1,5           | gain: expected a number, with a dot as decimal sign, but got '1,5'
            gain=NaN           | gain: expected a number, with a dot as decimal sign, but got 'NaN'
            exact=yes          | exact: expected true or false, but got 'yes'
            filters=Importd    | filters: unknown choice 'Importd' (did you mean 'Imported'?); expected one of: Gaussian random, Imported
            gian=2             | unknown parameter 'gian' (did you mean 'gain'?); the parameters are: image, weights, filters, layer, count, gain, exact, out
            weights=/no/such   | weights: no such file: /no/such
            layer=refused      | layer: no tensor is called 'refused'
            stray              | 'stray' is not of the form key=value
            --hlep             | unknown option '--hlep' (did you mean '--help'?); the options are --list, --help, --debug
            """)
    void badInputIsOneSentenceAndLeavesNothing(String word, String sentence) throws IOException {
        assertEquals(2, run(word));
        assertEquals("error: " + sentence + System.lineSeparator(), typed.err());
        assertEquals("", typed.out());
        assertEquals(Set.of("micrograph.tif"), names(folder));
    }

    @Test
    void badImagesAreNamed() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.tif"));
        Path text = Files.writeString(folder.resolve("text.png"), "this is no picture");
        byte[] whole = Files.readAllBytes(image);
        Path cut = Files.write(folder.resolve("cut.tif"), Arrays.copyOf(whole, whole.length - 20));
        Path jpeg = folder.resolve("whole.jpg");
        assertTrue(new FileSaver(IJ.createImage("ramp", "RGB ramp", 200, 200, 1)).saveAsJpeg(jpeg.toString()));
        byte[] wholeJpeg = Files.readAllBytes(jpeg);
        Path cutJpeg = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(wholeJpeg, wholeJpeg.length * 2 / 3));
        Set<String> before = names(folder);

        assertImageProblem("no image is given; expected image=PATH", "");
        assertImageProblem("no such file: " + folder.resolve("none.tif"), folder.resolve("none.tif"));
        assertImageProblem("this file is empty: " + empty, empty);
        assertImageProblem("not an image that ImageJ can read: " + text, text);
        assertImageProblem("this is a folder, not an image: " + folder, folder);
        for (Path truncated : List.of(cut, cutJpeg)) {
            assertEquals(2, typed.run("probe the runner", "image=" + truncated, "out=" + out));
            assertTrue(typed.err().startsWith("error: image: this file is truncated"), typed.err());
        }
        assertEquals(2, typed.run("probe the runner", "out=" + out));
        assertEquals("error: image: no image is given; expected image=PATH" + System.lineSeparator(), typed.err());
        assertEquals(before, names(folder));
    }

    @Test
    void filesThatAreNoneOfTheirKindAreNamed() throws IOException {
        byte[] noise = new byte[300];
        new Random(1).nextBytes(noise);
        Path state = Files.write(folder.resolve("state.json"), noise), images = Files.createDirectory(out.getParent());
        Files.copy(image, images.resolve("a.tif"));
        assertEquals(
                2,
                typed.run(
                        "activation sparsity",
                        "folder=" + images,
                        "network=Single layer",
                        "state=" + state,
                        "device=Java",
                        "out=" + folder.resolve("o")));
        assertEquals(
                "error: " + state
                        + " is not the state of a sparsity measurement; expected one, or the name of a new file"
                        + System.lineSeparator(),
                typed.err());
        assertEquals(2, typed.run("import filters", "weights=" + image, "save=/", "out=" + folder.resolve("o")));
        assertEquals("error: save: this is a folder, not a file: /" + System.lineSeparator(), typed.err());
        assertEquals(2, typed.run("probe the runner", "image=" + image, "out=" + "x".repeat(300)));
        assertTrue(typed.err().startsWith("error: out: no folder can have this name"), typed.err());
        assertFalse(Files.exists(folder.resolve("o")));
    }

    @Test
    void anOutThatIsAFileIsBadInput() {
        assertEquals(2, typed.run("probe the runner", "image=" + image, "out=" + image));
        assertEquals(1, typed.err().lines().count());
        assertTrue(typed.err().contains("is a file"), typed.err());
    }

    @Test
    void badInputLeavesEarlierResultsAlone() throws IOException {
        run("count=2");
        byte[] record = Files.readAllBytes(out.resolve("run.json"));
        Set<String> before = names(out);
        assertEquals(2, run("layer=refused"));
        assertEquals(before, names(out));
        assertArrayEquals(record, Files.readAllBytes(out.resolve("run.json")));
    }

    @Test
    void anotherFailureExitsWithOneAndShowsItsTraceOnDemand() throws IOException {
        assertEquals(1, run("layer=broken"));
        assertEquals("error: the probe broke as it was told" + System.lineSeparator(), typed.err());
        assertFalse(Files.exists(out));
        assertEquals(1, run("layer=broken", "--debug"));
        assertTrue(typed.err().contains("at " + "sc.fiji.invertibility.command.ProbeCommand.run"), typed.err());
    }

    @Test
    void unknownCommandsAreAnsweredWithTheNearest() {
        assertEquals(2, typed.run("probe the runer"));
        assertTrue(
                typed.err().startsWith("error: unknown command 'probe the runer' (did you mean 'Probe The Runner'?);"),
                typed.err());
        assertEquals(2, typed.run());
        assertEquals(1, typed.err().lines().count());
    }

    private void assertImageProblem(String sentence, Object path) {
        assertEquals(2, typed.run("probe the runner", "image=" + path, "out=" + out));
        assertEquals("error: image: " + sentence + System.lineSeparator(), typed.err());
    }

    private int run(String... more) {
        return typed.run(Stream.concat(Stream.of("probe the runner", "image=" + image, "out=" + out), Stream.of(more))
                .toArray(String[]::new));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
