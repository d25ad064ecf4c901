package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch on Spark, in two slots of this process, gives what a batch without it gives. */
class SparkBatchTest {

    private static final String[] COMMAND = {
        "reconstruct-from-layer", "count=4", "size=3", "iterations=2", "device=Java"
    };

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.walk(folder)) {
            assertTrue(left.noneMatch(file -> file.getFileName().toString().startsWith(".")));
        }
        System.clearProperty("spark.hadoop.fs.twin.impl");
    }

    private static String[] words(String... more) {
        return with(COMMAND, more);
    }

    @Test
    void resultsAndTablesAreThoseOfALocalRun() throws IOException {
        Path images = TestImages.save(folder.resolve("images"), 40, true);
        Path here = folder.resolve("here"), there = folder.resolve("there");
        assertEquals(3, shell.here(words("images=" + images, "out=" + here)));
        assertEquals(3, shell.onSpark(words("images=" + images, "out=" + there, "spark=local[2]")), shell::err);
        SameResults.require(here, there);
        assertEquals(4, shell.err().lines().count(), shell::err);
        assertTrue(shell.out().contains("/40 image-0000: done in "), shell.out());
    }

    @Test
    void eachGoesOnWithWhatTheOtherHasMade() throws IOException {
        Path images = TestImages.save(folder.resolve("images"), 12, false);
        Path out = folder.resolve("out");
        assertEquals(0, shell.onSpark(words("images=" + images, "out=" + out, "spark=local[2]")), shell::err);
        FileTime written = Files.getLastModifiedTime(out.resolve("image-0003/run.json"));
        assertEquals(0, shell.here(words("images=" + images, "out=" + out)));
        assertEquals(
                12,
                shell.out().lines().filter(line -> line.endsWith("done before")).count(),
                shell::out);
        byte[] record = Files.readAllBytes(out.resolve("batch.csv"));
        Files.delete(out.resolve("image-0005/run.json"));
        assertEquals(0, shell.here(words("images=" + images, "out=" + out)));
        assertEquals(0, shell.onSpark(words("images=" + images, "out=" + out, "spark=local[2]")), shell::err);
        assertEquals(
                12,
                shell.out().lines().filter(line -> line.contains("done before")).count(),
                shell::out);
        assertEquals(new String(record), Files.readString(out.resolve("batch.csv")));
        assertEquals(written, Files.getLastModifiedTime(out.resolve("image-0003/run.json")));
    }

    @Test
    void onlyWhatChangedIsMadeAgain() throws IOException {
        Path images = TestImages.save(folder.resolve("images"), 6, false);
        Path out = folder.resolve("out");
        shell.onSpark(words("images=" + images, "out=" + out, "spark=local[2]"));
        Files.writeString(out.resolve("image-0001/notes.txt"), "mine");
        Files.copy(
                images.resolve("image-0002.tif"),
                images.resolve("image-0001.tif"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertEquals(0, shell.onSpark(words("images=" + images, "out=" + out, "spark=local[2]")), shell::err);
        assertEquals(
                5,
                shell.out().lines().filter(line -> line.contains("done before")).count(),
                shell::out);
        assertEquals("mine", Files.readString(out.resolve("image-0001/notes.txt")));
        assertEquals(
                -1,
                Files.mismatch(
                        out.resolve("image-0001/reconstruction.png"), out.resolve("image-0002/reconstruction.png")));
    }

    @Test
    void filesAreReadAndWrittenThroughHadoop() throws IOException {
        System.setProperty("spark.hadoop.fs.twin.impl", TwinFileSystem.class.getName());
        Path images = TestImages.save(folder.resolve("images"), 20, true);
        Path here = folder.resolve("here"), there = folder.resolve("there");
        shell.here(words("images=" + images, "out=" + here));
        String[] line = words("images=twin://" + images + "/*.tif", "out=twin://" + there, "spark=local[2]");
        assertEquals(3, shell.onSpark(line), shell::err);
        for (String image : List.of("image-0000", "image-0019")) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            here.resolve(image).resolve("reconstruction.png"),
                            there.resolve(image).resolve("reconstruction.png")));
            ImagePlus one = IJ.openImage(
                    here.resolve(image).resolve("reconstruction.tif").toString());
            ImagePlus other = IJ.openImage(
                    there.resolve(image).resolve("reconstruction.tif").toString());
            assertArrayEquals((byte[]) one.getProcessor().getPixels(), (byte[])
                    other.getProcessor().getPixels());
            assertEquals(one.getInfoProperty().replace("image file: ", "image file: twin://"), other.getInfoProperty());
        }
        String record = Files.readString(there.resolve("image-0001/run.json"));
        assertTrue(record.contains("\"image\": \"twin://" + images + "/image-0001.tif\""), record);
        assertTrue(Files.readString(there.resolve("batch.csv")).contains("twin://" + images + "/image-0007.tif"));
        assertEquals(3, shell.onSpark(line), shell::err);
        assertEquals(
                18,
                shell.out().lines().filter(each -> each.contains("done before")).count(),
                shell::out);
        Files.delete(there.resolve("image-0002/summary.csv"));
        assertEquals(3, shell.onSpark(line), shell::err);
        assertTrue(Files.exists(there.resolve("image-0002/summary.csv")));
    }

    @Test
    void meansOverImagesAreThoseOfALocalRunAndOfTheFolder() throws IOException {
        Path images = TestImages.save(folder.resolve("images"), 30, false);
        Path here = folder.resolve("here"), there = folder.resolve("there"), whole = folder.resolve("whole");
        String[] command = {"activation-sparsity", "network=VGG-16", "layer=pool1", "device=Java"};
        assertEquals(0, shell.here(with(command, "images=" + images, "out=" + here)), shell::err);
        assertEquals(0, shell.onSpark(with(command, "images=" + images, "out=" + there, "spark=local[2]")), shell::err);
        assertEquals(0, shell.here(with(command, "folder=" + images, "out=" + whole)), shell::err);
        List<Map<String, String>> local = CsvRows.read(here.resolve("sparsity-means.csv"));
        List<Map<String, String>> spark = CsvRows.read(there.resolve("sparsity-means.csv"));
        List<Map<String, String>> folderwise = CsvRows.read(whole.resolve("sparsity.csv"));
        assertEquals(folderwise.size(), spark.size());
        for (int row = 0; row < spark.size(); row++) {
            assertEquals(local.get(row).keySet(), spark.get(row).keySet());
            assertEquals(folderwise.get(row).get("layer"), spark.get(row).get("layer"));
            assertEquals("30", spark.get(row).get("nonzero_percent_mean_images"));
            for (String moment : List.of("mean", "sd")) {
                double value = Double.parseDouble(spark.get(row).get("nonzero_percent_mean_" + moment));
                assertEquals(
                        Double.parseDouble(local.get(row).get("nonzero_percent_mean_" + moment)), value, 1e-12 * value);
                assertEquals(
                        Double.parseDouble(folderwise.get(row).get("nonzero_percent_" + moment)), value, 1e-12 * value);
            }
        }
    }

    @Test
    void meansOfLayersErrorsAndOfTheRipAreThoseOfALocalRun() throws IOException {
        Path images = TestImages.save(folder.resolve("images"), 9, false);
        sameMeans(
                images,
                "layerwise-means.csv",
                List.of("layer", "space"),
                "layerwise-error",
                "network=VGG-16",
                "layer=pool1",
                "resize=None");
        sameMeans(
                images,
                "rip-means.csv",
                List.of("quantity"),
                "model-rip",
                "dimension=2-d",
                "nonzeros=0",
                "count=4",
                "size=3",
                "length=8",
                "draws=4",
                "banks=1");
    }

    private void sameMeans(Path images, String table, List<String> keys, String... command) throws IOException {
        Path here = folder.resolve(command[0]), there = folder.resolve(command[0] + "-on-spark");
        String[] line = with(command, "device=Java", "images=" + images);
        assertEquals(0, shell.here(with(line, "out=" + here)), shell::err);
        assertEquals(0, shell.onSpark(with(line, "out=" + there, "spark=local[2]")), shell::err);
        List<Map<String, String>> local = CsvRows.read(here.resolve(table));
        List<Map<String, String>> spark = CsvRows.read(there.resolve(table));
        assertEquals(local.size(), spark.size());
        boolean varies = false;
        for (int row = 0; row < spark.size(); row++) {
            assertEquals(local.get(row).keySet(), spark.get(row).keySet());
            for (Map.Entry<String, String> cell : spark.get(row).entrySet()) {
                String expected = local.get(row).get(cell.getKey());
                if (keys.contains(cell.getKey())
                        || expected.isEmpty()
                        || cell.getKey().endsWith("_images")) {
                    assertEquals(expected, cell.getValue(), cell.getKey());
                    continue;
                }
                double value = Double.parseDouble(expected);
                assertEquals(value, Double.parseDouble(cell.getValue()), 1e-12 * Math.abs(value), cell.getKey());
                varies |= cell.getKey().endsWith("_sd") && value > 0;
            }
        }
        assertTrue(varies, "images differ");
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void ofTwoAttemptsOneIsPublished() throws IOException, BadInputException {
        Path out = Files.createDirectory(folder.resolve("out"));
        try (LocalPlace place = new LocalPlace(out, "out")) {
            place.begin();
            Path first = made(place, "one"), second = made(place, "two");
            place.publish(first, "image");
            Files.createDirectories(out.resolve("empty"));
            place.publish(second, "empty");
            assertEquals("one", Files.readString(out.resolve("image/table.csv")));
            assertEquals("two", Files.readString(out.resolve("empty/table.csv")));
        }
    }

    private static Path made(ResultPlace place, String text) throws IOException {
        Path made = Files.createDirectory(place.staging().resolve(text));
        Files.writeString(made.resolve("table.csv"), text);
        Files.writeString(made.resolve("run.json"), "{}");
        return made;
    }

    @Test
    void whatIsWrongIsSaidInOneSentence() throws IOException {
        Path images = TestImages.save(folder.resolve("images"), 2, false);
        String out = "out=" + folder.resolve("out");
        refused(
                "spark: only batches run on a cluster; expected images=FOLDER",
                "image=" + images,
                "spark=local[2]",
                out);
        refused(
                "keep: expected a percentage above 0 and up to 100, but got -5.0",
                "keep=-5",
                "images=" + images,
                "spark=local[2]",
                out);
        refused("images: no such folder: /no/such", "images=/no/such/*.tif", "spark=local[2]", out);
        refused(
                "spark: expected local[2], spark://HOST:7077, yarn or k8s://URL, but got 'nonsense'",
                "images=" + images,
                "spark=nonsense",
                out);
        refused(
                "spark: no master answers at 127.0.0.1:1 (Connection refused)",
                "images=" + images,
                "spark=spark://127.0.0.1:1",
                out);
        Path file = Files.writeString(folder.resolve("file"), "");
        refused(
                "out: " + file.resolve("out") + " cannot be a folder, " + file + " is a file",
                "images=" + images,
                "spark=local[2]",
                "out=" + file.resolve("out"));
        refused(
                "out: nothere:/x cannot be reached: No FileSystem for scheme \"nothere\"",
                "images=" + images,
                "spark=local[2]",
                "out=nothere:/x");
        if (Files.isDirectory(Path.of("/sys")))
            refused("out: nothing can be written to /sys", "images=" + images, "spark=local[2]", "out=/sys/out");
        assertFalse(Files.exists(folder.resolve("out/image-0000")));
    }

    private void refused(String sentence, String... words) {
        assertEquals(2, shell.onSpark(words(words)), shell::err);
        assertEquals("error: " + sentence + System.lineSeparator(), shell.err());
    }
}
