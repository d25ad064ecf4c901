package sc.fiji.invertibility.testimages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestImagesTest {
    private static final Path FOLDER = Path.of("test-images");

    static List<TestImage> all() {
        return TestImage.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void theKeptFileIsWhatTheProgramMakes(TestImage image) {
        assertEquals(Optional.empty(), Difference.between(image.made(), image.kept(FOLDER)));
    }

    @Test
    void theFolderHoldsTheseImagesAndTheirTableInUnder3Megabytes() throws IOException {
        TreeSet<String> expected =
                TestImage.all().stream().map(TestImage::file).collect(Collectors.toCollection(TreeSet::new));
        expected.add("README.md");
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertEquals(
                    expected,
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
        long bytes = 0;
        String table = Files.readString(FOLDER.resolve("README.md"));
        for (TestImage image : TestImage.all()) {
            bytes += Files.size(FOLDER.resolve(image.file()));
            assertTrue(table.contains(image.file()), () -> "the README lacks " + image);
        }
        assertTrue(bytes < 3_000_000, "bytes: " + bytes);
    }

    @Test
    void aChangedPixelCalibrationOrDisplayRangeIsSeen(@TempDir Path folder) throws IOException {
        TestImage channels = TestImage.all().get(4);
        ImagePlus made = channels.made();
        channels.save(made, folder);
        ImagePlus kept = channels.kept(folder);
        assertEquals(Optional.empty(), Difference.between(made, kept));

        kept.setDisplayRange(0, 1);
        assertEquals(Optional.of("display range of channel 1"), Difference.between(made, kept));
        kept.getStack().getProcessor(2).set(5, 7, 1);
        assertEquals(Optional.of("pixels of slice 2"), Difference.between(made, kept));
        kept.getCalibration().pixelWidth *= 2;
        assertEquals(Optional.of("calibration"), Difference.between(made, kept));
    }

    /**
     * Photographs look alike at every scale (Ruderman 1994): differences of neighbouring pixels keep their spread when the
     * picture is halved, and are heavy-tailed (kurtosis well above a Gaussian's 3).
     */
    @Test
    void thePhotoHasTheStatisticsOfPhotographs() {
        FloatProcessor grey = TestImage.all().get(0).kept(FOLDER).getProcessor().convertToFloatProcessor();
        double[] whole = spreadAndKurtosis(grey);
        double[] half = spreadAndKurtosis(grey.bin(2));
        double[] quarter = spreadAndKurtosis(grey.bin(4));
        assertEquals(1, half[0] / whole[0], 0.35);
        assertEquals(1, quarter[0] / half[0], 0.35);
        assertTrue(whole[1] > 5, "kurtosis " + whole[1]);
    }

    private static double[] spreadAndKurtosis(ImageProcessor image) {
        double second = 0;
        double fourth = 0;
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 1; x < image.getWidth(); x++, count++) {
                double difference = image.getf(x, y) - image.getf(x - 1, y);
                second += difference * difference;
                fourth += difference * difference * difference * difference;
            }
        return new double[] {Math.sqrt(second / count), count * fourth / (second * second)};
    }
}
