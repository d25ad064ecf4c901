package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main command from the shell: what it writes, and what it reports about input that it cannot use. */
class ReconstructFromLayerRunTest {

    @TempDir
    Path folder;

    private Path out;
    private final TypedCommand typed = new TypedCommand();

    @BeforeEach
    void saveInputs() throws IOException {
        out = folder.resolve("out");
        ImagePlus image = IJ.createImage("photo", "16-bit ramp", 24, 20, 1);
        image.getProcessor().noise(500);
        image.getCalibration().pixelWidth = 0.5;
        image.getCalibration().setUnit("mm");
        save(image, "photo.tif");
        FloatProcessor holed = new FloatProcessor(24, 20);
        holed.setf(3, 4, Float.NaN);
        holed.setf(5, 4, Float.POSITIVE_INFINITY);
        save(new ImagePlus("holed", holed), "holed.tif");
        float[] filters = new float[4 * 3 * 3];
        Random random = new Random(1);
        for (int i = 0; i < filters.length; i++) filters[i] = (float) random.nextGaussian();
        byte[] whole = safetensors(filters, 4, 1, 3, 3);
        Files.write(folder.resolve("good.safetensors"), whole);
        Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, whole.length - 10));
        float[] colour = new float[2 * 3 * 9];
        Files.write(folder.resolve("zeros.safetensors"), safetensors(colour, 2, 3, 3, 3));
        Arrays.fill(colour, 1);
        Files.write(folder.resolve("colour.safetensors"), safetensors(colour, 2, 3, 3, 3));
        filters[7] = Float.NaN;
        Files.write(folder.resolve("nan.safetensors"), safetensors(filters, 4, 1, 3, 3));
        Files.writeString(folder.resolve("text.safetensors"), "this is not a file of weights, but a sentence");
        Files.createFile(folder.resolve("empty.safetensors"));
    }

    @Test
    void writesImagesOfTheInputsKind() throws IOException {
        assertEquals(0, run("perfilter=true", "iterations=2", "step=Normalised"), typed::err);
        assertEquals("", typed.err());
        Set<String> expected = Stream.of("reconstruction", "switches", "switchstack", "errors")
                .flatMap(name -> Stream.of(name + ".tif", name + ".png"))
                .collect(Collectors.toSet());
        expected.addAll(List.of("summary.csv", "run.json"));
        assertEquals(expected, names(out));
        ImagePlus reconstruction = open("reconstruction.tif");
        assertEquals(16, reconstruction.getBitDepth());
        assertEquals(24, reconstruction.getWidth());
        assertEquals(20, reconstruction.getHeight());
        assertEquals(0.5, reconstruction.getCalibration().pixelWidth, 1e-6);
        assertEquals(2, open("errors.tif").getStackSize());
        assertTrue(open("errors.tif").getStack().getSliceLabel(2).startsWith("iteration 2"));
        assertEquals(8, open("switchstack.tif").getStackSize());
        assertTrue(open("switches.tif").getOverlay().size() > 0);
        List<String> summary = Files.readAllLines(out.resolve("summary.csv"));
        assertEquals("iteration,relative_error,psnr_db,nonzeros,step,milliseconds", summary.get(0));
        assertEquals(3, summary.size());
        JsonObject record = JsonParser.parseString(Files.readString(out.resolve("run.json")))
                .getAsJsonObject();
        assertEquals("Java", record.get("engine").getAsString());
        assertTrue(!record.get("device").getAsString().isEmpty());
    }

    @Test
    void importedFiltersAreRecordedByTheirContents() throws IOException {
        assertEquals(0, run("filters=Imported", "weights=" + folder.resolve("good.safetensors")), typed::err);
        JsonObject inputs = JsonParser.parseString(Files.readString(out.resolve("run.json")))
                .getAsJsonObject()
                .getAsJsonObject("inputs");
        assertEquals(Set.of("image", "weights"), inputs.keySet());
    }

    @Test
    void theSameLineGivesTheSamePixels() {
        run("exact=true", "keep=30");
        Object first = open("reconstruction.tif").getProcessor().getPixels();
        run("exact=true", "keep=30");
        assertArrayEquals((float[]) first, (float[])
                open("reconstruction.tif").getProcessor().getPixels());
    }

    /** FOLDER stands for the folder with the files above; the last column is what the sentence has to mention. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image=                                                   | image    | PATH
            image=FOLDER/none.tif                                    | image    | none.tif
            image=FOLDER/empty.safetensors                           | image    | empty
            image=FOLDER/text.safetensors                            | image    | text.safetensors
            image=FOLDER/holed.tif                                   | 2        | 3
            filters=Imported                                         | weights  | weights
            filters=Imported weights=FOLDER/none                     | weights  | none
            filters=Imported weights=FOLDER/empty.safetensors        | empty    | empty.safetensors
            filters=Imported weights=FOLDER/cut.safetensors          | cut.safetensors  | byte
            filters=Imported weights=FOLDER/text.safetensors         | text.safetensors | safetensors
            filters=Imported weights=FOLDER/nan.safetensors          | NaN      | conv.weight
            filters=Imported weights=FOLDER/colour.safetensors       | channel  | 3
            filters=Imported weights=FOLDER/zeros.safetensors        | weights  | filters are zero
            filters=Imported weights=FOLDER/good.safetensors layer=x | x        | conv.weight
            size=4                                                   | size     | 4
            size=99                                                  | 99       | 24
            stride=50                                                | stride   | 50
            pool=50                                                  | pool     | 50
            pool=0                                                   | pool     | 0
            count=0                                                  | count    | 0
            keep=0                                                   | keep     | 0
            keep=101                                                 | keep     | 101
            keep=-1                                                  | keep     | -1
            iterations=0                                             | iterations | 0
            step=Fast                                                | step     | Normalised
            activation=relu6                                         | activation | CReLU
            device=Abacus                                            | Abacus   | Java
            iteration=3                                              | iteration | did you mean 'iterations'
            weights=FOLDER/good.safetensors count=8                  | count:    | the file determines it
            filters=Gabor seed=1                                     | seed:     | not random
            method=Gradient                                          | method:   | Reconstruct From Network
            """)
    void badInputIsOneSentenceAndLeavesNothing(String line, String mentioned, String also) throws IOException {
        Set<String> before = names(folder);
        String[] words = line.replace("FOLDER", folder.toString()).split(" ");
        assertEquals(2, run(words), () -> line + ": " + typed.err());
        assertEquals(1, typed.err().lines().count(), typed.err());
        assertTrue(typed.err().startsWith("error: "), typed.err());
        assertTrue(typed.err().contains(mentioned) && typed.err().contains(also), typed.err());
        assertEquals("", typed.out());
        assertEquals(before, names(folder));
    }

    @Test
    void aMissingImageIsBadInput() throws IOException {
        assertEquals(2, typed.run("reconstruct from layer", "out=" + out), typed::err);
        assertEquals(1, typed.err().lines().count(), typed.err());
        assertTrue(typed.err().contains("no image"), typed.err());
        assertTrue(Files.notExists(out));
    }

    /** Small settings for the Java engine; what {@code words} say goes before. */
    private int run(String... words) {
        List<String> keys = Stream.of(words)
                .map(word -> word.substring(0, word.indexOf('=') + 1))
                .toList();
        Stream<String> usual = Stream.of("image=" + folder.resolve("photo.tif"), "count=8", "device=Java", "out=" + out)
                .filter(word -> keys.stream().noneMatch(word::startsWith))
                .filter(word -> !keys.contains("weights=") || !word.startsWith("count="));
        return typed.run(Stream.concat(Stream.of("reconstruct from layer"), Stream.concat(usual, Stream.of(words)))
                .toArray(String[]::new));
    }

    private ImagePlus open(String name) {
        return IJ.openImage(out.resolve(name).toString());
    }

    private void save(ImagePlus image, String name) {
        assertTrue(new FileSaver(image).saveAsTiff(folder.resolve(name).toString()));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /** A file of one tensor, {@code conv.weight}: header length, header, data, all little-endian. */
    private static byte[] safetensors(float[] values, int... shape) {
        byte[] header = "{\"conv.weight\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[0,%d]}}"
                .formatted(Arrays.toString(shape), 4 * values.length)
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(8 + header.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header);
        for (float value : values) file.putFloat(value);
        return file.array();
    }
}
