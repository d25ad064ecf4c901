package sc.fiji.invertibility.screenshots;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLightLaf;
import ij.IJ;
import ij.ImageJ;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import javax.swing.JDialog;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.headless.PlainContext;

/**
 * Opens the dialog of every command as a user would, with an image open, and writes a picture of it: FOLDER light|dark. A
 * dialog that is larger than the screen is an error.
 */
final class DialogPictures {

    private static final String MENU = "CNN Invertibility";

    private static final int TRIES = 200, MILLISECONDS = 50, SETTLING = 1500;

    private DialogPictures() {}

    public static void main(String[] words) throws Exception {
        if (words[1].equals("dark")) FlatDarkLaf.setup();
        else FlatLightLaf.setup();
        new ImageJ();
        int failed = 0;
        try (Context context = PlainContext.create()) {
            IJ.openImage("test-images/nuclei-16bit.tif").show();
            CommandService commands = context.service(CommandService.class);
            for (CommandInfo command : commands.getCommands()) {
                if (command.getMenuPath().size() < 2
                        || !command.getMenuPath().get(1).getName().equals(MENU)) continue;
                String name = command.getMenuPath().getLeaf().getName().replace("...", "");
                // These have a window of their own, or nothing to ask for; a test's command opens an image.
                if (List.of("Explore Invertibility", "Make Again").contains(name)) continue;
                if (command.getDelegateClassName().endsWith("ProbeCommand")) continue;
                String said = take(commands, command, name, new File(words[0]));
                System.out.println(name + ": " + said);
                if (!said.startsWith("done")) failed++;
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static String take(CommandService commands, CommandInfo command, String name, File folder)
            throws Exception {
        Future<CommandModule> run = commands.run(command, true);
        JDialog dialog = null;
        for (int i = 0; i < TRIES && dialog == null; i++) {
            Thread.sleep(MILLISECONDS);
            for (Window window : Window.getWindows())
                if (window instanceof JDialog one
                        && one.isShowing()
                        && one.getTitle().equals(name)) dialog = one;
        }
        if (dialog == null) return "no dialog came";
        JDialog shown = dialog;
        // The cost is found out by another thread.
        Thread.sleep(SETTLING);
        EventQueue.invokeAndWait(() -> {
            shown.setLocation(0, 0);
            shown.toFront();
        });
        Robot robot = new Robot();
        robot.waitForIdle();
        Dimension screen = Toolkit.getDefaultToolkit().getScreenSize();
        Rectangle place = shown.getBounds();
        var variants = robot.createMultiResolutionScreenCapture(place.intersection(new Rectangle(screen)))
                .getResolutionVariants();
        String file = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".png";
        ImageIO.write((BufferedImage) variants.get(variants.size() - 1), "png", new File(folder, file));
        EventQueue.invokeAndWait(shown::dispose);
        run.get();
        return new Rectangle(screen).contains(place)
                ? "done, " + place.width + "×" + place.height
                : "larger than the screen: " + place.width + "×" + place.height;
    }
}
