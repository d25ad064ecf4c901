package sc.fiji.invertibility.command.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.InputImage;

class ComparisonFigureTest {

    private static final int WIDTH = 100, HEIGHT = 80, ZOOM = 5;

    private static Comparison comparison;
    private static Pictures pictures;

    @BeforeAll
    static void compare() throws IOException {
        InputImage image = InputImage.of(sc.fiji.invertibility.image.Pictures.noise(8, WIDTH, HEIGHT));
        try (Engine engine = Engines.open(Engines.JAVA, warning -> {})) {
            Settings settings = Settings.initial().withIterations(2).withKeep(20);
            comparison = new Comparer(image)
                    .compare(engine, settings, new Part(1, 1, image.region()), Monitor.NONE, step -> {});
        }
        pictures = Pictures.of(comparison);
    }

    @Test
    void theErrorsTopIsRoundAndCoversNearlyAll() {
        float[] errors = (float[]) comparison.errors().getProcessor().getPixels();
        double top = Double.parseDouble(pictures.errorBar().end());
        int above = 0;
        for (float error : errors) if (error > top) above++;
        assertTrue(above <= errors.length / 400, above + " above " + top);
        assertEquals(top, RoundNumber.atLeast(top), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void threePicturesStandBesideEachOtherEnlargedPixelByPixel(boolean switches) {
        BufferedImage figure = ComparisonFigure.of(comparison, pictures, switches);
        BufferedImage third = switches ? pictures.switches() : pictures.errors();
        int[] lefts = {left(0), left(1), left(2)};
        int x = 20, y = 30;
        int grey = comparison.original().image().getProcessor().get(x, y);
        assertEquals(new Color(grey, grey, grey).getRGB(), at(figure, lefts[0], x, y));
        assertEquals(pictures.reconstruction().getRGB(x, y), at(figure, lefts[1], x, y));
        assertEquals(third.getRGB(x, y), at(figure, lefts[2], x, y));
    }

    @Test
    void theScaleBarIsAsLongAsItSays() {
        BufferedImage figure = ComparisonFigure.of(comparison, pictures, false);
        double pixel = comparison.original().image().getCalibration().pixelWidth;
        double length = RoundNumber.atMost(pixel * WIDTH / 4);
        int longest = 0, run = 0;
        int bottom = top() + ZOOM * HEIGHT;
        for (int y = bottom - 60; y < bottom; y++)
            for (int x = left(0); x < left(0) + ZOOM * WIDTH; x++) {
                run = figure.getRGB(x, y) == Color.WHITE.getRGB() ? run + 1 : 0;
                longest = Math.max(longest, run);
            }
        assertEquals(length / pixel * ZOOM, longest, 1);
    }

    @Test
    void theColourBarRunsFromTheLastColourDown() {
        BufferedImage figure = ComparisonFigure.of(comparison, pictures, false);
        int x = left(2) + ZOOM * WIDTH + 15;
        assertEquals(
                pictures.errorBar().rgb(1 - ZOOM * HEIGHT / 2 / (ZOOM * HEIGHT - 1.0)),
                figure.getRGB(x, top() + ZOOM * HEIGHT / 2),
                "the middle of the bar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"figure.png", "figure.tif", "figure"})
    void figuresAreReadBackAsTheyWereWritten(String name, @TempDir Path folder) throws IOException {
        BufferedImage figure = ComparisonFigure.of(comparison, pictures, false);
        File file = FigureFile.named(folder.resolve(name).toFile());
        FigureFile.write(figure, file);
        ImagePlus read = name.endsWith(".tif") ? IJ.openImage(file.getPath()) : new ImagePlus("", ImageIO.read(file));
        assertEquals(figure.getRGB(40, 90) & 0xffffff, read.getProcessor().getPixel(40, 90) & 0xffffff);
    }

    @Test
    void aFolderThatIsNotThereIsTold(@TempDir Path folder) {
        File file = folder.resolve("missing").resolve("figure.png").toFile();
        IOException e = assertThrows(IOException.class, () -> FigureFile.write(pictures.original(), file));
        assertTrue(e.getMessage().contains(file.getPath()), e.getMessage());
    }

    private static int letter() {
        return Math.max(15, ZOOM * WIDTH / 28);
    }

    private static int left(int picture) {
        return letter() + picture * (ZOOM * WIDTH + letter());
    }

    private static int top() {
        return 4 * letter();
    }

    private static int at(BufferedImage figure, int left, int x, int y) {
        return figure.getRGB(left + ZOOM * x + ZOOM / 2, top() + ZOOM * y + ZOOM / 2);
    }
}
