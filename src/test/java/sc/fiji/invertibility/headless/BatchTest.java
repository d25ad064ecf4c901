package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A night's work over a folder: goes on after bad files and, when started again, where it stopped. */
@Tag("locale")
@Tag("unprivileged")
@Tag("small-heap")
class BatchTest {

    @TempDir
    Path folder;

    private Path images;
    private Path out;
    private final TypedCommand typed = new TypedCommand();

    @BeforeEach
    void saveImages() throws IOException {
        images = Files.createDirectory(folder.resolve("images"));
        out = folder.resolve("out");
        for (String name : List.of("a.tif", "c.tif", "twin.png", "twin.tif")) save(name, 3);
        Files.writeString(images.resolve("b.tif"), "this is no image");
        Files.writeString(images.resolve("notes.txt"), "neither is this, but nobody says it is");
    }

    @Test
    void everyImageHasAFolderAndBadOnesAreNamed() throws IOException {
        assertEquals(3, run(), typed::err);

        assertEquals(1, typed.err().lines().count());
        assertTrue(typed.err().startsWith("2/5 b: error: image: not an image"), typed.err());
        for (String name : List.of("a", "c", "twin.png", "twin.tif"))
            assertTrue(Files.exists(out.resolve(name).resolve("run.json")), name);
        assertFalse(Files.exists(out.resolve("b")));
        List<String> batch = Files.readAllLines(out.resolve("batch.csv"));
        assertEquals("image,status,milliseconds,message", batch.get(0));
        assertEquals(6, batch.size());
        assertTrue(batch.get(2).matches("b,bad input,\\d+,error: image: .*"), batch.get(2));
        List<String> summary = Files.readAllLines(out.resolve("summary.csv"));
        assertEquals("image,power,relative_error,remark", summary.get(0));
        assertEquals(1 + 4 * 3, summary.size());
        assertEquals("c,1,0.3333333333333333,\"a, \"\"b\"\"\"", summary.get(4));
    }

    @Test
    void onlyWhatIsMissingOrChangedIsComputedAgain() throws IOException {
        run();
        FileTime first = written("a");
        String summary = Files.readString(out.resolve("summary.csv"));
        Files.delete(out.resolve("c/run.json"));
        FileTime twin = written("twin.tif");
        save("twin.tif", 9);
        save("b.tif", 1);

        assertEquals(0, run(), typed::err);

        assertEquals(first, written("a"));
        assertTrue(typed.out().contains("1/5 a: done before"), typed.out());
        assertTrue(Files.exists(out.resolve("c/run.json")));
        assertNotEquals(twin, written("twin.tif"));
        assertNotEquals(summary, Files.readString(out.resolve("summary.csv")));

        assertEquals(0, run("gain=3"));
        assertNotEquals(first, written("a"), "another gain gives another result");
    }

    @Test
    void aPatternChooses() throws IOException {
        assertEquals(0, typed.run("probe the runner", "images=" + images.resolve("t*.tif"), "out=" + out));
        assertEquals(2, Files.readAllLines(out.resolve("batch.csv")).size());
    }

    @Test
    void whatIsWrongForAllIsSaidOnceAndBeforehand() throws IOException {
        assertEquals(2, run("count=no"));
        assertEquals("error: count: expected a whole number, but got 'no'" + System.lineSeparator(), typed.err());
        Path none = Files.createDirectory(folder.resolve("none"));
        assertEquals(2, typed.run("reconstruct from layer", "keep=-5", "images=" + images, "out=" + out));
        assertEquals(
                "error: keep: expected a percentage above 0 and up to 100, but got -5.0" + System.lineSeparator(),
                typed.err());
        assertEquals(2, typed.run("probe the runner", "images=" + none, "out=" + out));
        assertTrue(typed.err().startsWith("error: images: no image in " + none), typed.err());
        assertEquals(2, typed.run("probe the runner", "images=/no/such/folder/*.tif", "out=" + out));
        assertEquals("error: images: no such folder: /no/such/folder" + System.lineSeparator(), typed.err());
        Path misspelt = folder.resolve("imagse");
        assertEquals(2, typed.run("probe the runner", "images=" + misspelt, "out=" + out));
        assertEquals("error: images: no such folder: " + misspelt + System.lineSeparator(), typed.err());
        assertEquals(2, run("image=" + images.resolve("a.tif")));
        assertEquals(
                "error: image: images names the images; expected only one of the two" + System.lineSeparator(),
                typed.err());
        assertEquals(2, typed.run("probe the runner", "images=" + images, "out="));
        assertEquals("error: out: no folder is given; expected out=FOLDER" + System.lineSeparator(), typed.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void memoryThatIsNotEnoughIsASentence() {
        assertEquals(
                "out of memory; JAVA_OPTS=-Xmx8g gives Java 8 GB, for example",
                OneLineMessage.of(new OutOfMemoryError("Java heap space")));
    }

    @Test
    void imagesWhoseNamesWouldCollideAllHaveResults() throws IOException {
        save("a.png", 5);
        ImagePlus third = new ImagePlus("third", new ByteProcessor(5, 4));
        assertTrue(new FileSaver(third).saveAsJpeg(images.resolve("a.png.jpg").toString()));
        save("summary.csv.png", 5);
        save("batch.csv.png", 5);
        Files.delete(images.resolve("b.tif"));
        assertEquals(0, run(), typed::err);
        for (String name : List.of("a.tif", "a.png", "a.png.jpg", "summary.csv.png", "batch.csv.png"))
            assertTrue(Files.exists(out.resolve(name).resolve("run.json")), name);
        assertEquals(1 + 8, Files.readAllLines(out.resolve("batch.csv")).size());
        assertEquals(1 + 8 * 3, Files.readAllLines(out.resolve("summary.csv")).size());
    }

    @Test
    void resultsThatAreNotThereAreNotDone() throws IOException {
        Files.delete(images.resolve("b.tif"));
        run();
        Files.delete(out.resolve("a/product.tif"));
        Files.writeString(out.resolve("c/summary.csv"), "cut");
        assertEquals(0, run(), typed::err);
        assertTrue(Files.exists(out.resolve("a/product.tif")));
        assertEquals(4, Files.readAllLines(out.resolve("c/summary.csv")).size());
        assertTrue(typed.out().contains("3/4 twin.png: done before"), typed.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{\"versions\": 3}",
                "{\"versions\": {\"plugin\": []}, \"command\": {}, \"outputs\": 1}",
                "\u0000\uffff",
                "TWICE",
                "DEEP"
            })
    void aRecordThatIsNoneCountsAsNotDone(String text) throws IOException {
        Files.delete(images.resolve("b.tif"));
        run();
        Path file = out.resolve("a/run.json");
        String record = switch (text) {
            case "DEEP" -> "[".repeat(2_000_000);
            case "TWICE" -> Files.readString(file).replaceFirst("\\{", "{\"command\": \"another\",");
            default -> text;
        };
        Files.writeString(file, record);
        assertEquals(0, run(), typed::err);
        assertTrue(typed.out().contains("1/4 a: done in"), typed.out());
        assertTrue(typed.out().contains("2/4 c: done before"), typed.out());
    }

    @Test
    void whatIsLeftIsAsLongAnImageAsSoFar() throws IOException {
        BatchRecord record = BatchRecord.begin(out);
        record.add("kept", new BatchRecord.Entry("kept", 0, 0, "done before"));
        assertEquals("", record.left(1000, 1));
        record.add("a", new BatchRecord.Entry("done", 0, 4000, "done in 4000 ms"));
        record.add("b", new BatchRecord.Entry("failed", 1, 6000, "error: of some kind"));
        assertEquals("", record.left(4, 1));
        assertEquals(", about 85 s left", record.left(20, 1));
        assertEquals(", about 83 min left", record.left(1003, 1));
        assertEquals(3, record.exit());
    }

    @Test
    void aResultFolderThatIsTakenAwayCostsOnlyItsOwnRows() throws IOException {
        Files.delete(images.resolve("b.tif"));
        BatchRecord record = BatchRecord.begin(out);
        for (String name : List.of("a", "c")) {
            Files.writeString(Files.createDirectories(out.resolve(name)).resolve("summary.csv"), "error\n1\n");
            record.add(name, new BatchRecord.Entry("done", 0, 1, "done in 1 ms"));
        }
        Files.delete(out.resolve("a/summary.csv"));
        Files.delete(out.resolve("a"));
        List<String> lost = new ArrayList<>();
        record.write(List.of("a"), lost::add);
        assertEquals(List.of("image,error", "c,1"), Files.readAllLines(out.resolve("summary.csv")));
        assertEquals(3, record.exit());
        assertEquals(List.of("a: error: its results are gone (no such file: " + out.resolve("a") + ")"), lost);
        assertTrue(Files.readAllLines(out.resolve("batch.csv")).get(1).startsWith("a,failed,1,error: its results"));
    }

    @Test
    void anImageThatTakesTooLongIsNamedAndTheOthersGoOn() throws IOException {
        Files.delete(images.resolve("b.tif"));
        save("slow.tif", 1);
        assertEquals(3, run("patience=1.5", "layer=slow"), typed::err);
        assertEquals(
                "3/5 slow: error: it takes longer than patience=1.5 seconds" + System.lineSeparator(), typed.err());
        assertFalse(Files.exists(out.resolve("slow")));
        assertTrue(Files.exists(out.resolve("twin.tif/run.json")));
        assertEquals(2, run("patience=-1"));
        assertEquals(
                "error: patience: expected a number of seconds above 0, but got '-1'" + System.lineSeparator(),
                typed.err());
    }

    @Test
    void aTiffThatNeverEndsIsNamedAndTheOthersGoOn() throws IOException {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        tiff.putShort((short) 0x4949).putShort((short) 42).putInt(8).putShort((short) 1);
        tiff.putShort((short) 256).putShort((short) 4).putInt(1).putInt(10).putInt(8);
        Files.write(images.resolve("b.tif"), tiff.array());
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> assertEquals(3, run(), typed::err));
        assertTrue(typed.err().contains("this file is damaged (its directories lead in a circle)"), typed.err());
        assertTrue(Files.exists(out.resolve("twin.tif/run.json")));
    }

    @Test
    void anImageIsNeverOverwritten() throws IOException {
        Path image = Files.createDirectory(out).resolve("product.tif");
        Files.copy(images.resolve("a.tif"), image);
        byte[] before = Files.readAllBytes(image);
        assertEquals(2, typed.run("probe the runner", "image=" + image, "out=" + out));
        assertEquals(
                "error: out: " + image + " is the file that image names and would be overwritten; choose another folder"
                        + System.lineSeparator(),
                typed.err());
        Path link = Files.createSymbolicLink(folder.resolve("elsewhere"), out);
        assertEquals(2, typed.run("probe the runner", "image=" + image, "out=" + link));
        assertArrayEquals(before, Files.readAllBytes(image));
        Files.writeString(images.resolve("summary.csv"), "1,2\n3,4\n");
        assertEquals(2, typed.run("probe the runner", "images=" + images + "/*", "out=" + images));
        assertEquals(
                "error: out: " + images.resolve("summary.csv")
                        + " is one of the images and would be overwritten; choose another folder"
                        + System.lineSeparator(),
                typed.err());
    }

    /** Times differ; results, their order and messages do not. */
    @Test
    void severalImagesAtOnceGiveTheSameFiles() throws IOException {
        for (int i = 0; i < 12; i++) save("more" + i + ".tif", 10 * i);
        Path several = folder.resolve("several");
        assertEquals(3, run());
        List<String> words = List.of("probe the runner", "images=" + images, "out=" + several, "threads=3");
        assertEquals(3, typed.run(words.toArray(String[]::new)), typed::err);
        assertEquals(timeless(out.resolve("batch.csv")), timeless(several.resolve("batch.csv")));
        assertEquals(Files.readString(out.resolve("summary.csv")), Files.readString(several.resolve("summary.csv")));
        for (String name : List.of("a", "twin.png", "more0", "more11"))
            for (String file : List.of("product.tif", "powers.png", "summary.csv"))
                assertArrayEquals(
                        Files.readAllBytes(out.resolve(name).resolve(file)),
                        Files.readAllBytes(several.resolve(name).resolve(file)),
                        name + "/" + file);
    }

    @Test
    void threadsThatCannotBeUsedAreRefused() {
        assertEquals(2, run("threads=0"));
        assertEquals(
                "error: threads: expected a whole number from 1 to 64, but got 0" + System.lineSeparator(),
                typed.err());
        assertEquals(2, run("threads=many"));
        assertEquals("error: threads: expected a whole number, but got 'many'" + System.lineSeparator(), typed.err());
        assertEquals(2, typed.run("probe the runner", "image=" + images.resolve("a.tif"), "threads=2", "out=" + out));
        assertEquals(
                "error: threads: one image is worked on; expected images=FOLDER beside it" + System.lineSeparator(),
                typed.err());
    }

    private static List<String> timeless(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .map(row -> row.replaceAll("\\d+ ms", "").replaceAll(",\\d+,", ",,"))
                .toList();
    }

    private int run(String... more) {
        List<String> words = new ArrayList<>(List.of("probe the runner", "images=" + images, "out=" + out));
        words.addAll(List.of(more));
        return typed.run(words.toArray(String[]::new));
    }

    private FileTime written(String image) throws IOException {
        return Files.getLastModifiedTime(out.resolve(image).resolve("run.json"));
    }

    private void save(String name, int value) {
        ByteProcessor pixels = new ByteProcessor(5, 4);
        pixels.set(value);
        FileSaver saver = new FileSaver(new ImagePlus(name, pixels));
        String path = images.resolve(name).toString();
        assertTrue(name.endsWith(".png") ? saver.saveAsPng(path) : saver.saveAsTiff(path));
    }
}
