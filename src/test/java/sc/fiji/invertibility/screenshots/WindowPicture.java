package sc.fiji.invertibility.screenshots;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLightLaf;
import ij.IJ;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.io.File;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.swing.JFrame;
import org.scijava.Context;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.command.explore.ExploreInvertibility;
import sc.fiji.invertibility.headless.PlainContext;

/** Opens the explore window on an image by its command, and photographs the screen: IMAGE light|dark FILE.png SECONDS. */
final class WindowPicture {

    private WindowPicture() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[1].equals("dark")) FlatDarkLaf.setup();
        else FlatLightLaf.setup();
        try (Context context = PlainContext.create()) {
            context.service(CommandService.class)
                    .run(ExploreInvertibility.class, false, Map.of("image", IJ.openImage(arguments[0])))
                    .get();
            Thread.sleep(1000 * Long.parseLong(arguments[3]));
            Robot robot = new Robot();
            Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
            Window window = frame();
            var picture =
                    robot.createMultiResolutionScreenCapture(window.getBounds().intersection(screen));
            var variants = picture.getResolutionVariants();
            var sharpest = (java.awt.image.BufferedImage) variants.get(variants.size() - 1);
            ImageIO.write(sharpest, "png", new File(arguments[2]));
            EventQueue.invokeAndWait(window::dispose);
        }
        System.exit(0);
    }

    private static Window frame() {
        for (Window window : Window.getWindows()) if (window instanceof JFrame && window.isShowing()) return window;
        throw new AssertionError("the window did not open");
    }
}
