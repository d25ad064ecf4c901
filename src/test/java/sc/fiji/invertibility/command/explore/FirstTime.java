package sc.fiji.invertibility.command.explore;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JSlider;
import javax.swing.JToggleButton;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.image.InputImage;

/**
 * What a first-time user does, with a real mouse on a real window: IMAGE FOLDER DEVICE. Ends with status 0 if everything
 * happened, else with the reason; prints how long each change took until it was seen.
 */
final class FirstTime {

    /**
     * Threads that Java starts for windows, the clipboard and streams, and keeps; that which CLIJ keeps; and the Java
     * engine's, which end when they have had nothing to do for half a minute.
     */
    private static final Pattern OF_JAVA = Pattern.compile(
            "AWT-.*|Java2D.*|Swing.*|TimerQueue|ForkJoinPool.*|.*Image Fetcher.*|XToolkt.*|Basic L&F.*|Cleaner.*|Thread-\\d+"
                    + "|process reaper.*|Common-Cleaner|RGC_Thread|cnn-invertibility-.*");

    private final WindowDriver hand = new WindowDriver();
    private final AtomicReference<Engine> engine = new AtomicReference<>();
    private final File folder;
    private ExploreWindow window;

    private FirstTime(File folder) throws Exception {
        this.folder = folder;
    }

    public static void main(String[] arguments) {
        try {
            new FirstTime(new File(arguments[1])).explore(arguments[0], arguments[2]);
            System.exit(0);
        } catch (Throwable e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void explore(String file, String device) throws Exception {
        ImagePlus image = IJ.openImage(file);
        File copy = new File(folder, image.getTitle());
        IJ.save(image, copy.getPath());
        ImagePlus opened = IJ.openImage(copy.getPath());
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        window = WindowDriver.onUi(() -> new ExploreWindow(
                InputImage.of(opened),
                automatic -> {
                    engine.set(Engines.open(device, System.err::println));
                    return engine.get();
                },
                (settings, said) -> said.accept("made " + settings.describe())));
        WindowDriver.onUi(() -> {
            window.open();
            return null;
        });
        settled("the window opens");

        JSlider keep = WindowDriver.find(JSlider.class, slider -> "Keep".equals(slider.getName()));
        hand.drag(keep, 0.5);
        check(
                "keep is changed",
                window.settings().keep() > 5 && window.settings().keep() < 11);
        settled("keep");
        JSlider iterations = WindowDriver.find(JSlider.class, slider -> "Iterations".equals(slider.getName()));
        hand.drag(iterations, 0);
        check("one iteration", window.settings().iterations() == 1);
        settled("one iteration");
        // As if the image's own window were closed.
        opened.flush();
        hand.drag(WindowDriver.find(JSlider.class, slider -> "Pooling".equals(slider.getName())), 0.2);
        check("pooling", window.settings().pool() == 4);
        settled("pooling");

        PicturePane original = WindowDriver.find(PicturePane.class, pane -> "Original".equals(pane.getName()));
        hand.wheel(original, -8);
        settled("zoom");
        String zoomed = status();
        check("a part is computed: " + zoomed, zoomed.contains(" of "));
        hand.drag(original, 60, 40);
        settled("pan");
        photograph("zoomed");

        JList<?> filters = WindowDriver.find(JList.class, list -> "Filters".equals(list.getName()));
        WindowDriver.onUi(() -> {
            filters.setSelectedIndex(4);
            return null;
        });
        check("Gabor", window.settings().filters().label().equals("Gabor"));
        settled("Gabor filters");
        hand.click(WindowDriver.find(JToggleButton.class, button -> "Switches".equals(button.getName())));
        photograph("switches");

        hand.click(button("Record Macro"));
        Object copied = Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor);
        check("macro line: " + copied, copied.equals(MacroLine.of(window.settings())));
        hand.click(button("Make Images"));
        WindowDriver.await("images are made", () -> status().startsWith("made "));
        hand.click(button("Save Figure..."));
        JButton save = WindowDriver.find(JButton.class, button -> "Save".equals(button.getText()));
        hand.clickUntil(save, () -> status().startsWith("Saved: "));
        WindowDriver.await("the figure is saved", () -> status().startsWith("Saved: "));
        File figure = new File(status().substring("Saved: ".length()));
        check("figure", ImageIO.read(figure).getWidth() > 1000);

        WindowDriver.onUi(() -> {
            window.dispose();
            return null;
        });
        check("the thread ends", window.explorer().awaitEnd(60_000));
        check("device memory", engine.get().bytesInUse() == 0);
        check("no window is left", WindowManager.getNonImageWindows().length == 0);
        WindowDriver.await("no thread is left", () -> {
            List<String> left = left(before);
            if (!left.isEmpty()) System.out.println("threads left: " + left);
            return left.isEmpty();
        });
    }

    private static List<String> left(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !OF_JAVA.matcher(name).matches())
                .toList();
    }

    private static JButton button(String name) throws Exception {
        return WindowDriver.find(JButton.class, button -> name.equals(button.getName()));
    }

    /** Waits until the newest setting is shown. */
    private void settled(String what) throws Exception {
        long began = System.nanoTime();
        Thread.sleep(200); // for the view to come to rest
        WindowDriver.await(what, () -> window.isSettled());
        System.out.printf("%s: seen after %d ms; %s%n", what, (System.nanoTime() - began) / 1_000_000, status());
    }

    private String status() {
        return ((JLabel) find("Status")).getText();
    }

    private Object find(String name) {
        try {
            return WindowDriver.find(JLabel.class, label -> name.equals(label.getName()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void photograph(String name) throws Exception {
        Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
        ImageIO.write(new Robot().createScreenCapture(screen), "png", new File(folder, name + ".png"));
    }

    private static void check(String what, boolean is) {
        if (!is) throw new AssertionError(what);
    }
}
