package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.classify.ImageForm;
import sc.fiji.invertibility.compute.Shape;

class ExampleImagesTest {

    private static final ImageForm COLOUR =
            new ImageForm(new Shape(3, 16, 16), ImageForm.Fit.NONE, ImageForm.Range.TYPE);

    @TempDir
    Path folder;

    @Test
    void coloursAreChannelAfterChannelAndGreyIsRepeated() throws IOException {
        ColorProcessor colours = new ColorProcessor(16, 16);
        colours.set(3, 2, 0x0a141e);
        ByteProcessor grey = new ByteProcessor(16, 16);
        grey.set(3, 2, 99);
        ExampleImages images = images(COLOUR, colours, grey);
        int at = 2 * 16 + 3;
        float[] first = images.values(0), second = images.values(1);
        assertArrayEquals(new float[] {10, 20, 30}, new float[] {first[at], first[256 + at], first[512 + at]}, 1e-4f);
        assertArrayEquals(
                new float[] {99, 99, 99}, new float[] {second[at], second[256 + at], second[512 + at]}, 1e-4f);
    }

    @Test
    void aJpegReadHereHasTheValuesThatImageJGivesIt() throws IOException {
        ColorProcessor colours = new ColorProcessor(16, 16);
        for (int i = 0; i < 256; i++) colours.set(i, i * 0x010307);
        Path file = folder.resolve("photo.jpg");
        new FileSaver(new ImagePlus("", colours)).saveAsJpeg(file.toString());
        float[] own = new ExampleImages(named(file), COLOUR).values(0);
        float[] imagej = ExampleImages.values(InputImage.of(IJ.openImage(file.toString())), 1, 1, COLOUR);
        assertArrayEquals(imagej, own, 1.01f);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 20, 16, it has 20×16 pixels",
        "SCALE, 3, 16, it has only 3×16 pixels",
    })
    void sizesThatTheFormDoesNotAllowAreNamed(ImageForm.Fit fit, int width, int height, String expected)
            throws IOException {
        ImageForm form = new ImageForm(COLOUR.shape(), fit, ImageForm.Range.TYPE);
        ExampleImages images = images(form, new ColorProcessor(width, height));
        IOException refused = assertThrows(IOException.class, () -> images.values(0));
        assertTrue(refused.getMessage().startsWith(expected), refused.getMessage());
    }

    @Test
    void scalingTakesTheWholeImageAndCroppingItsCentre() throws IOException {
        ColorProcessor halves = new ColorProcessor(64, 32);
        for (int i = 0; i < 64 * 32; i++) halves.set(i, i % 64 < 32 ? 0x640000 : 0);
        for (int y = 0; y < 32; y++) for (int x = 0; x < 16; x++) halves.set(x, y, 0xc80000);
        float[] scaled = images(new ImageForm(COLOUR.shape(), ImageForm.Fit.SCALE, ImageForm.Range.TYPE), halves)
                .values(0);
        float[] cropped = images(new ImageForm(COLOUR.shape(), ImageForm.Fit.CROP, ImageForm.Range.TYPE), halves)
                .values(0);
        assertArrayEquals(new float[] {200, 100, 0}, new float[] {scaled[1], scaled[5], scaled[12]}, 1);
        assertArrayEquals(new float[] {100, 100, 0}, new float[] {cropped[1], cropped[5], cropped[12]}, 1);
    }

    @Test
    void brokenFilesAreNamed() throws IOException {
        Path file = Files.write(folder.resolve("broken.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, 3});
        assertThrows(IOException.class, () -> new ExampleImages(named(file), COLOUR).values(0));
        Path text = Files.writeString(folder.resolve("notes.txt"), "not an image");
        assertThrows(IOException.class, () -> new ExampleImages(named(text), COLOUR).values(0));
    }

    @Test
    void classesAreTheFoldersInAlphabeticalOrder() throws IOException {
        for (String name : new String[] {"b/2.png", "a/1.png", "a/deep/3.png", ".hidden/4.png"}) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "x");
        }
        LabelledFiles files = LabelledFiles.of("images", folder);
        assertEquals(List.of("a", "b"), files.classes());
        assertEquals(List.of(0, 0, 1), files.labels());
        assertEquals(
                List.of("a/1.png", "a/deep/3.png", "b/2.png"),
                names(files.files()).stream()
                        .map(name -> name.replace('\\', '/'))
                        .toList());
    }

    @Test
    void aTableNamesFilesBesideItAndTheirClasses() throws IOException {
        Path table = Files.writeString(
                folder.resolve("list.csv"), "class,file\nred,one.png\n\"dark, blue\",sub/two.png\nred,three.png\n");
        LabelledFiles files = LabelledFiles.of("images", table);
        assertEquals(List.of("dark, blue", "red"), files.classes());
        assertEquals(List.of(Path.of("sub", "two.png").toString(), "one.png", "three.png"), names(files.files()));
        new FileSaver(new ImagePlus("", new ByteProcessor(4, 4)))
                .saveAsPng(folder.resolve("one.png").toString());
        assertEquals(4, files.files().read(1).width());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            one/1.png         | expected at least 2 classes, but
            one/1.png,two/    | expected images in the folder of every class, but 'two' is empty
            1.png             | expected at least 2 classes, but
            """)
    void oneClassOnlyAndEmptyClassesAreRefused(String names, String expected) throws IOException {
        for (String name : names.split(",")) {
            Path path = folder.resolve(name);
            Files.createDirectories(name.endsWith("/") ? path : path.getParent());
            if (!name.endsWith("/")) Files.writeString(path, "x");
        }
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> LabelledFiles.of("images", folder));
        assertTrue(refused.getMessage().startsWith("images: " + expected), refused.getMessage());
    }

    private ExampleImages images(ImageForm form, ImageProcessor... pictures) {
        Path[] files = new Path[pictures.length];
        for (int i = 0; i < pictures.length; i++) {
            files[i] = folder.resolve("image-" + i + ".png");
            new FileSaver(new ImagePlus("", pictures[i])).saveAsPng(files[i].toString());
        }
        return new ExampleImages(named(files), form);
    }

    private ExampleFiles named(Path... files) {
        return ExampleFiles.of(
                folder,
                Stream.of(files).map(file -> file.getFileName().toString()).toList());
    }

    private static List<String> names(ExampleFiles files) {
        return IntStream.range(0, files.size()).mapToObj(files::name).toList();
    }
}
