package sc.fiji.invertibility.command.explore;

import ij.IJ;
import ij.ImagePlus;
import java.awt.AWTEvent;
import java.awt.Point;
import java.awt.Toolkit;
import java.awt.event.MouseEvent;
import java.io.File;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JSlider;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.headless.PlainContext;

/**
 * From an open image to a saved comparison with another keep, with a real mouse: IMAGE FOLDER. Every press of a button counts,
 * as the windows hear it; the menu's items count one each, as there is no menu without Fiji. Ends with status 0 if six
 * were enough.
 */
final class SixClicks {

    private static final int MOST = 6, REST_MILLISECONDS = 1000;

    private final AtomicInteger clicks = new AtomicInteger();
    private final WindowDriver hand = new WindowDriver();

    private SixClicks() throws Exception {}

    public static void main(String[] arguments) {
        try {
            new SixClicks().walk(new File(arguments[0]), new File(arguments[1]));
            System.exit(0);
        } catch (Throwable e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void walk(File file, File folder) throws Exception {
        File copy = new File(folder, file.getName());
        IJ.save(IJ.openImage(file.getPath()), copy.getPath());
        ImagePlus image = IJ.openImage(copy.getPath());
        Toolkit.getDefaultToolkit()
                .addAWTEventListener(
                        event -> {
                            if (event.getID() == MouseEvent.MOUSE_PRESSED) clicks.incrementAndGet();
                        },
                        AWTEvent.MOUSE_EVENT_MASK);
        try (Context context = PlainContext.create()) {
            clicks.addAndGet(
                    new CommandInfo(ExploreInvertibility.class).getMenuPath().size());
            context.service(CommandService.class)
                    .run(ExploreInvertibility.class, false, Map.of("image", image))
                    .get();
            JSlider keep = WindowDriver.find(JSlider.class, slider -> "Keep".equals(slider.getName()));
            ExploreWindow window = WindowDriver.find(ExploreWindow.class, any -> true);
            WindowDriver.await("the first comparison", window::isSettled);
            hand.drag(keep, 0.5);
            if (window.settings().keep() == 100) throw new AssertionError("keep is as before");
            JButton figure = WindowDriver.find(JButton.class, button -> "Save Figure...".equals(button.getName()));
            WindowDriver.await("the comparison with another keep", window::isSettled);
            hand.click(figure);
            JButton save = WindowDriver.find(JButton.class, button -> "Save".equals(button.getText()));
            atRest(save);
            hand.click(save);
            File saved = new File(folder, copy.getName().replaceFirst("\\.[^.]*$", "") + "-comparison.png");
            WindowDriver.await("the figure", () -> status().startsWith("Saved: "));
            if (ImageIO.read(saved).getWidth() < 1000) throw new AssertionError("this is no comparison");
        }
        System.out.println(clicks + " clicks");
        if (clicks.get() > MOST) throw new AssertionError(clicks + " clicks");
    }

    private static String status() {
        try {
            return WindowDriver.find(JLabel.class, label -> "Status".equals(label.getName()))
                    .getText();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A dialog moves its buttons once more when it has read its folder. */
    private static void atRest(JButton button) throws Exception {
        Point before = null, now = WindowDriver.onUi(button::getLocationOnScreen);
        while (!now.equals(before)) {
            Thread.sleep(REST_MILLISECONDS);
            before = now;
            now = WindowDriver.onUi(button::getLocationOnScreen);
        }
    }
}
