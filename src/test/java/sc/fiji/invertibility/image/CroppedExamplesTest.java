package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;
import java.awt.image.Raster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.classify.ImageForm;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.train.BatchStream;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.ExampleBatches;
import sc.fiji.invertibility.train.SkippedExamples;

/** A folder of images of all kinds becomes examples of one size; what cannot be one is named, and the rest goes on. */
class CroppedExamplesTest {

    @TempDir
    Path folder;

    /** Red is the column, green the row, blue constant. */
    private static ColorProcessor colours(int width, int height) {
        ColorProcessor pixels = new ColorProcessor(width, height);
        for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) pixels.set(x, y, x << 16 | y << 8 | 7);
        return pixels;
    }

    private void save(ImagePlus image, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        if (image.getStackSize() > 1) assertTrue(new FileSaver(image).saveAsTiffStack(file.toString()));
        else if (name.endsWith(".tif")) assertTrue(new FileSaver(image).saveAsTiff(file.toString()));
        else assertTrue(ImageIO.write(image.getBufferedImage(), "png", file.toFile()));
    }

    private static Example read(CroppedExamples examples, int index, long seed) throws IOException {
        return examples.read(index, new SplittableRandom(seed));
    }

    private static float at(Img<FloatType> image, int x, int y, int channel) {
        return image.getAt(x, y, channel).get();
    }

    @Test
    void theCentralCropIsTheImageItself() throws IOException {
        save(new ImagePlus("", colours(40, 31)), "a.png");
        Img<FloatType> image = read(new CroppedExamples(ExampleFiles.of(folder), ExampleCrop.central(3, 20)), 0, 1)
                .image();
        assertEquals(
                List.of(20L, 20L, 3L),
                Arrays.stream(image.dimensionsAsLongArray()).boxed().toList());
        assertEquals(10, at(image, 0, 0, 0));
        assertEquals(5, at(image, 0, 0, 1));
        assertEquals(7, at(image, 3, 4, 2));
        assertEquals(10 + 19, at(image, 19, 0, 0));
    }

    @Test
    void randomCropsLieAnywhereAndSomeAreMirrored() throws IOException {
        save(new ImagePlus("", colours(40, 31)), "a.png");
        CroppedExamples examples = new CroppedExamples(
                ExampleFiles.of(folder), ExampleCrop.central(3, 30).anywhere(true));
        TreeMap<Integer, Integer> lefts = new TreeMap<>();
        int mirrored = 0;
        for (int seed = 0; seed < 200; seed++) {
            Img<FloatType> image = read(examples, 0, seed).image();
            float step = at(image, 1, 0, 0) - at(image, 0, 0, 0);
            assertEquals(1, Math.abs(step));
            if (step < 0) mirrored++;
            lefts.merge((int) Math.min(at(image, 0, 0, 0), at(image, 29, 0, 0)), 1, Integer::sum);
        }
        assertEquals(IntStream.rangeClosed(0, 10).boxed().toList(), List.copyOf(lefts.keySet()));
        assertTrue(mirrored > 60 && mirrored < 140, "" + mirrored);
    }

    @Test
    void resizingBringsTheShorterSideToItsLength() throws IOException {
        save(new ImagePlus("", colours(80, 60)), "a.png");
        Img<FloatType> image = read(
                        new CroppedExamples(
                                ExampleFiles.of(folder),
                                ExampleCrop.central(3, 30).resized(30)),
                        0,
                        1)
                .image();
        for (int y = 1; y < 29; y++) assertEquals(2 * y + 0.5, at(image, 15, y, 1), 1);
    }

    @Test
    void greyAndSixteenBitImagesAreUsed() throws IOException {
        ByteProcessor grey = new ByteProcessor(16, 16);
        grey.set(3, 2, 99);
        save(new ImagePlus("", grey), "grey.png");
        ShortProcessor deep = new ShortProcessor(16, 16);
        deep.set(3, 2, 4000);
        deep.setMinAndMax(0, 4000);
        save(new ImagePlus("", deep), "deep.tif");
        CroppedExamples examples = new CroppedExamples(ExampleFiles.of(folder), ExampleCrop.central(3, 16));
        for (int c = 0; c < 3; c++) {
            assertEquals(255, at(read(examples, 0, 1).image(), 3, 2, c), 1e-3);
            assertEquals(99, at(read(examples, 1, 1).image(), 3, 2, c));
            assertEquals(0, at(read(examples, 1, 1).image(), 4, 2, c));
        }
    }

    /** Five images that can be used, and one of each kind that cannot. */
    private void mixed() throws IOException {
        for (int i = 0; i < 4; i++) save(new ImagePlus("", colours(32 + i, 40)), "good" + i + ".png");
        save(new ImagePlus("", new ByteProcessor(32, 40)), "good4.png");
        save(new ImagePlus("", colours(4, 40)), "tiny.png");
        Files.writeString(folder.resolve("notes.txt"), "these are not pixels");
        Files.write(folder.resolve("empty.jpg"), new byte[0]);
        byte[] whole = Files.readAllBytes(folder.resolve("good0.png"));
        Files.write(folder.resolve("truncated.png"), Arrays.copyOf(whole, whole.length / 2));
        writeCmyk(folder.resolve("cmyk.jpg").toFile());
        ImageStack planes = new ImageStack(32, 40);
        for (int i = 0; i < 3; i++) planes.addSlice(new ByteProcessor(32, 40));
        save(new ImagePlus("", planes), "planes.tif");
    }

    @Test
    void brokenTinyAndCmykImagesAreNamedAndTheRestGoesOn() throws IOException {
        mixed();
        SkippedExamples skipped = new SkippedExamples();
        CroppedExamples examples = new CroppedExamples(ExampleFiles.of(folder), ExampleCrop.central(3, 32));
        List<String> read = new ArrayList<>();
        for (int epoch = 1; epoch <= 2; epoch++)
            try (BatchStream stream = new ExampleBatches(examples, 2, 1, true, skipped).open(epoch)) {
                for (List<Example> batch = stream.next(); !batch.isEmpty(); batch = stream.next())
                    batch.forEach(example -> read.add(example.name()));
            }
        assertEquals(10, read.size());
        assertTrue(read.stream().allMatch(name -> name.startsWith("good")), "" + read);
        List<String> reasons = skipped.reasons();
        assertEquals(6, reasons.size(), "" + reasons);
        assertTrue(reasons.get(0).startsWith("cmyk.jpg: "), reasons.get(0));
        assertEquals("empty.jpg: this file is empty", reasons.get(1));
        assertTrue(reasons.get(2).startsWith("notes.txt: "), reasons.get(2));
        assertEquals("planes.tif: it has 3 planes, expected one image", reasons.get(3));
        assertEquals("tiny.png: an image of 4×40 pixels is smaller than the crop of 32×32", reasons.get(4));
        assertTrue(reasons.get(5).startsWith("truncated.png: this file is "), reasons.get(5));
    }

    @Test
    void aClassifierCannotUseTheSameFilesForTheSameReasons() throws IOException {
        mixed();
        ExampleFiles files = ExampleFiles.of(folder);
        ImageForm form = new ImageForm(new Shape(3, 32, 32), ImageForm.Fit.CROP, ImageForm.Range.TYPE);
        ExampleImages images = new ExampleImages(files, form);
        CroppedExamples crops = new CroppedExamples(files, ExampleCrop.central(3, 32));
        for (int i = 0; i < files.size(); i++) {
            int index = i;
            if (files.name(i).startsWith("good")) {
                assertEquals(3 * 32 * 32, images.values(i).length);
                continue;
            }
            String ofClassifier =
                    assertThrows(IOException.class, () -> images.values(index)).getMessage();
            String ofDecoder =
                    assertThrows(IOException.class, () -> read(crops, index, 1)).getMessage();
            if (files.name(i).equals("tiny.png"))
                assertEquals("it has only 4×40 pixels, expected at least a quarter of 32×32", ofClassifier);
            else assertEquals(ofDecoder, files.name(i) + ": " + ofClassifier);
        }
    }

    /** Four bands, as Java writes them. */
    private static void writeCmyk(File file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(Raster.createInterleavedRaster(0, 40, 40, 4, null), null, null), null);
        } finally {
            writer.dispose();
        }
    }

    @Test
    void someOfAFolderKeepTheirNames() throws IOException {
        save(new ImagePlus("", colours(8, 8)), "dog/b.png");
        save(new ImagePlus("", colours(8, 8)), "cat/z.png");
        save(new ImagePlus("", colours(8, 8)), "cat/more/a.png");
        Files.writeString(folder.resolve(".hidden"), "");
        CroppedExamples examples = new CroppedExamples(ExampleFiles.of(folder), ExampleCrop.central(3, 8));
        assertEquals(3, examples.size());
        assertEquals(Path.of("dog", "b.png").toString(), examples.files().name(2));
        ExampleFiles some = examples.files().some(new int[] {2, 0});
        assertEquals(2, some.size());
        assertEquals(
                examples.files().name(2),
                read(new CroppedExamples(some, examples.crop()), 0, 1).name());
        assertEquals(examples.files().name(0), some.name(1));
    }

    @Test
    void whatIsNoFolderOfImagesIsRefusedInOneSentence() throws IOException {
        ExampleCrop crop = ExampleCrop.central(3, 8);
        assertRefused("no such folder: ", folder.resolve("none"));
        assertRefused("expected a folder with images, but there are no files in ", folder);
        Files.writeString(folder.resolve("file"), "");
        assertRefused("this is a file, not a folder: ", folder.resolve("file"));
        assertThrows(IllegalArgumentException.class, () -> ExampleCrop.central(3, 0));
        assertThrows(IllegalArgumentException.class, () -> crop.resized(7));
    }

    private static void assertRefused(String start, Path root) {
        String sentence = assertThrows(IllegalArgumentException.class, () -> ExampleFiles.of(root))
                .getMessage();
        assertTrue(sentence.startsWith(start), sentence);
    }

    @Test
    void namesComeBackAsTheyWere() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1000; i++) names.add("größe/" + "x".repeat(i % 17) + i + ".png");
        FileNames compact = FileNames.of(names);
        assertEquals(
                names,
                IntStream.range(0, compact.size()).mapToObj(compact::name).toList());
        assertEquals(0, FileNames.of(List.of()).size());
    }
}
