package sc.fiji.invertibility.command.explore;

import ij.IJ;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.File;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.InputImage;

/** A figure as the window saves it, without the window: IMAGE X,Y,WIDTH,HEIGHT POOL KEEP ITERATIONS FILE.png. */
public final class FigurePicture {

    private FigurePicture() {}

    /**
     * Draws and writes it.
     *
     * @param arguments as above
     * @throws Exception if it cannot be made
     */
    public static void main(String[] arguments) throws Exception {
        InputImage image = InputImage.of(IJ.openImage(arguments[0]));
        String[] r = arguments[1].split(",");
        Rectangle region = new Rectangle(
                Integer.parseInt(r[0]), Integer.parseInt(r[1]), Integer.parseInt(r[2]), Integer.parseInt(r[3]));
        Settings settings = Settings.initial()
                .withPool(Integer.parseInt(arguments[2]))
                .withKeep(Double.parseDouble(arguments[3]))
                .withIterations(Integer.parseInt(arguments[4]));
        try (Engine engine = Engines.open(Engines.AUTO, System.err::println)) {
            Comparison comparison =
                    new Comparer(image).compare(engine, settings, new Part(1, 1, region), Monitor.NONE, step -> {});
            BufferedImage figure = ComparisonFigure.of(comparison, Pictures.of(comparison), false);
            FigureFile.write(figure, new File(arguments[5]));
        }
        System.exit(0);
    }
}
