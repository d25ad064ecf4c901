package sc.fiji.invertibility.bench.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.bench.figure.LogPlot;
import sc.fiji.invertibility.bench.figure.Sheet;

/** The slope of a growth, and its figure. */
class PowerLawTest {

    private static final double[] SIZES = {1, 2, 8, 64};

    @Test
    void aPowerIsFound() {
        double[] y = new double[SIZES.length];
        for (int i = 0; i < y.length; i++) y[i] = 3 * Math.pow(SIZES[i], 1.5);
        assertEquals(1.5, PowerLaw.fit(SIZES, y).slope(), 1e-12);
        assertEquals(3, PowerLaw.fit(SIZES, y).factor(), 1e-12);
    }

    @Test
    void timeInProportionToSizeIsEven() {
        double[] twice = {2, 4, 16, 128}, slower = {2, 4, 16, 192};
        assertEquals(1, growth(twice).unevenness(), 1e-12);
        assertEquals(1, growth(twice).timeLaw().slope(), 1e-12);
        assertEquals(1.5, growth(slower).unevenness(), 1e-12);
        assertTrue(growth(slower).timeLaw().slope() > 1);
    }

    @Test
    void plotsAreDrawnWithoutAScreen(@TempDir Path folder) throws Exception {
        LogPlot plot =
                new LogPlot("title", "size", "ms").curve("a", SIZES, SIZES).points("b", SIZES, SIZES);
        Path one = folder.resolve("one.png"), two = folder.resolve("two.png");
        new Sheet(List.of(plot), 1).write(one);
        new Sheet(List.of(plot, plot), 2).write(two);
        BufferedImage single = ImageIO.read(one.toFile()), pair = ImageIO.read(two.toFile());
        assertEquals(2 * single.getWidth(), pair.getWidth());
        assertEquals(single.getHeight(), pair.getHeight());
    }

    private static Growth growth(double[] milliseconds) {
        return new Growth(
                "sweep",
                "size",
                "device",
                "CPU",
                SIZES,
                milliseconds,
                milliseconds,
                SIZES,
                new int[SIZES.length],
                SIZES);
    }
}
