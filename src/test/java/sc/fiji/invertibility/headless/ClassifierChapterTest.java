package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

/** On a folder that is laid out like CIFAR-10: images that are mostly red, green or blue. */
class ClassifierChapterTest {

    @TempDir
    Path folder;

    @Test
    void everyRandomRowIsMeasuredWithFiveBanksOnTheTestImages() throws Exception {
        Path cifar = folder.resolve("cifar");
        SplittableRandom random = new SplittableRandom(1);
        for (String set : List.of("train", "test"))
            for (Map.Entry<String, Integer> colour :
                    Map.of("blue", 0, "green", 8, "red", 16).entrySet())
                for (int i = 0; i < 6; i++) {
                    Path own = Files.createDirectories(cifar.resolve(set).resolve(colour.getKey()));
                    ColorProcessor picture = new ColorProcessor(32, 32);
                    for (int p = 0; p < 1024; p++)
                        picture.set(p, random.nextInt() & 0x3f3f3f | 0x80 << colour.getValue());
                    new FileSaver(new ImagePlus("", picture))
                            .saveAsPng(own.resolve(i + ".png").toString());
                }
        String text = write(Optional.of(cifar));
        for (int layers = 1; layers <= 3; layers++) {
            for (String method : List.of("random", "learned")) {
                String row = "| " + method + " | " + layers + " |";
                assertEquals(
                        1, text.lines().filter(line -> line.startsWith(row)).count(), text);
            }
        }
        assertTrue(text.contains("points ahead of random ones with one, two and three layers"), text);
        assertTrue(Files.exists(folder.resolve("out/runs/classifier-random-3-5/accuracy.csv")), text);
        assertEquals(
                "validation,",
                Files.readAllLines(folder.resolve("out/runs/classifier-random-1-1/accuracy.csv"))
                        .get(5)
                        .substring(0, 11));
    }

    @Test
    void withoutTheImagesTheTablesAreLeftOut() throws Exception {
        assertTrue(write(Optional.empty()).contains("Left out: no folder of CIFAR-10 was given"));
    }

    @Test
    void aZipFileThatWritesElsewhereIsRefused() throws Exception {
        Path zip = folder.resolve("bad.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("../../elsewhere.txt"));
            out.write(1);
        }
        assertThrows(BadInputException.class, () -> CifarFolder.of(zip, folder.resolve("deep/unpacked")));
        assertTrue(Files.notExists(folder.resolve("elsewhere.txt")));
    }

    private String write(Optional<Path> cifar) throws Exception {
        try (Context context = PlainContext.create();
                PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            ExperimentRunner experiments =
                    new ExperimentRunner(context, folder.resolve("out"), ReportScale.TINY, silent);
            Markdown page = new Markdown();
            Path picture = Path.of("test-images/photo.png");
            new ClassifierChapter()
                    .write(
                            experiments,
                            new ReportInputs(
                                    List.of(),
                                    Optional.empty(),
                                    List.of(),
                                    picture,
                                    List.of(),
                                    cifar,
                                    Optional.empty()),
                            page);
            return page.toString();
        }
    }
}
