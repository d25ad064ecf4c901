package sc.fiji.invertibility.command.explore;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLightLaf;
import ij.IJ;
import ij.ImagePlus;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.io.File;
import javax.imageio.ImageIO;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.image.InputImage;

/** Opens the window on an image and photographs the screen: IMAGE light|dark FILE.png [keep] [iterations]. */
final class ExploreScreenshot {

    private ExploreScreenshot() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[1].equals("dark")) FlatDarkLaf.setup();
        else FlatLightLaf.setup();
        ImagePlus image = IJ.openImage(arguments[0]);
        ExploreWindow[] window = new ExploreWindow[1];
        EventQueue.invokeAndWait(() -> {
            window[0] = new ExploreWindow(
                    InputImage.of(image), device -> Engines.open(device, System.err::println), (settings, said) -> {});
            window[0].open();
        });
        Thread.sleep(12_000);
        Robot robot = new Robot();
        ImageIO.write(
                robot.createScreenCapture(
                        new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())),
                "png",
                new File(arguments[2]));
        EventQueue.invokeAndWait(window[0]::dispose);
        System.exit(0);
    }
}
