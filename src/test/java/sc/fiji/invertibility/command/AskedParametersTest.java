package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.awt.Dialog;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.io.File;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.dialog.ImageChoice;
import sc.fiji.invertibility.headless.BatchReconstructFolder;
import sc.fiji.invertibility.headless.PlainContext;

/** The dialogs of the commands, used on a screen that nobody sees. */
class AskedParametersTest {

    private static final String LAYER = "Reconstruct From Layer";

    private static Context context;

    @Test
    void aUserIsAskedLittleAndLosesNothing() throws Exception {
        Iterator<String> said = OnScreen.run(AskedParametersTest.class).iterator();
        assertEquals("no image: image: no image is open, expected one to work on", said.next());
        assertEquals("first: [image, filters, quality, pool, keep]", said.next());
        assertEquals("image: photo, quality: Good", said.next());
        assertEquals("imported: [image, filters, weights, layer, quality, pool, keep]", said.next());
        assertEquals("layers: [conv1.weight]", said.next());
        assertEquals(
                "more: [image, filters, weights, layer, quality, pool, keep, -count, -size, stride, -seed, activation,"
                        + " unpooling, iterations, step, scaling, exact, perfilter, device]",
                said.next());
        assertTrue(said.next().startsWith("seed: Has no effect because 'Imported' filters are not random."));
        assertEquals("one pass: 1 Unit Match norm", said.next());
        assertEquals("other: Custom", said.next());
        assertTrue(said.next().matches("cost: 8 maps of 200×150, 960 kB, (less than a second|about \\d+ s) on Java"));
        assertEquals("refused: keep: expected a percentage above 0 and up to 100, but got 0.0", said.next());
        assertEquals("result: photo-reconstruction, 3 iterations", said.next());
        assertEquals(
                "again: photo 8 3, 'photo-reconstruction' is a result; the image from which it was made is used: 'photo'",
                said.next());
        assertEquals("recording after Cancel: null", said.next());
        assertEquals("macro: defaults", said.next());
        assertEquals("made again: no dialog", said.next());
        assertEquals("recorded: run(\"Make Again...\");", said.next());
        assertTrue(said.next().startsWith("error: size: filters of 199×199 pixels do not fit into the 200×150 pixels"));
        assertEquals("returned: 199", said.next());
        assertEquals(
                "recorded: run(\"Reconstruct From Layer...\", \"count=8 size=3 iterations=3 device=Java image=photo\");",
                said.next());
        assertEquals("closed: image: 'photo' was closed while the dialog was open", said.next());
        assertEquals("import: weights: expected a file, but none is given", said.next());
        assertEquals("train: images: expected a folder or a table, but none is given", said.next());
        assertEquals("classify: model: expected a file, but none is given", said.next());
        assertEquals("batch: folder: expected a folder of images, but none is given", said.next());
        assertEquals("chooser: Folder of images", said.next());
        assertEquals("wide tips: 0", said.next());
        assertEquals("large: within the screen, OK in sight, scrolled: true", said.next());
        assertEquals("small: scrolled: false", said.next());
        assertEquals("Escape: closed", said.next());
    }

    /** What the test runs on a screen. */
    public static void main(String[] words) throws Exception {
        OnScreen.endOnErrors();
        new ImageJ();
        context = PlainContext.create();
        Prefs.set("invertibility.gflops.java", 10.0);
        Prefs.set("invertibility.gflops.auto", 10.0);
        noImage();
        ImagePlus photo = IJ.createImage("photo", "8-bit ramp", 200, 150, 1);
        photo.show();
        firstRun(words);
        secondRun();
        madeAgain();
        errorOfTheRun();
        imageClosed(photo);
        nothingChosen("import", ImportFilters.class, "Import Filters", "weights: ");
        nothingChosen("train", TrainClassifier.class, "Train Classifier", "images: ");
        nothingChosen("classify", ClassifyImages.class, "Classify Images", "model: ");
        nothingChosen("batch", BatchReconstructFolder.class, "Batch Reconstruct Folder", "folder: ");
        browsed();
        tips();
        everythingShown();
        System.exit(0);
    }

    private static void noImage() throws Exception {
        Future<CommandModule> run = run(ReconstructFromLayer.class);
        DialogProbe message = DialogProbe.await(LAYER);
        System.out.println("no image: " + message.text().strip());
        message.press("OK");
        run.get();
    }

    private static void firstRun(String[] words) throws Exception {
        Future<CommandModule> run = run(ReconstructFromLayer.class);
        DialogProbe dialog = DialogProbe.await(LAYER);
        System.out.println("first: " + dialog.fields());
        System.out.println(
                "image: " + ((ImagePlus) dialog.get("image")).getTitle() + ", quality: " + dialog.get("quality"));
        dialog.set("filters", "Imported");
        File weights = new TinyWeights()
                .counting("conv1.weight", "4,1,3,3")
                .write(java.nio.file.Files.createTempDirectory("dialog").resolve("tiny"))
                .toFile();
        dialog.set("weights", weights.getPath());
        System.out.println("imported: " + dialog.fields());
        System.out.println("layers: " + layers(dialog));
        dialog.set("More", null);
        System.out.println("more: " + dialog.fields());
        System.out.println("seed: "
                + dialog.tip("seed")
                        .replaceAll("<br>", "\n")
                        .replaceAll("<[^>]*>", "")
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElse(""));
        if (words.length > 0) picture(words[0] + "/more.png");
        dialog.set("filters", "Gaussian random");
        dialog.set("quality", "Paper: one pass");
        System.out.println(
                "one pass: " + dialog.get("iterations") + " " + dialog.get("step") + " " + dialog.get("scaling"));
        dialog.set("step", "Normalised");
        dialog.set("scaling", "None");
        dialog.set("iterations", 3);
        dialog.set("count", 8);
        dialog.set("device", "Java");
        System.out.println("other: " + dialog.get("quality"));
        System.out.println("cost: " + cost(dialog));
        dialog.set("keep", "0");
        dialog.press("OK");
        System.out.println("refused: " + lineWith(dialog, "keep: "));
        dialog.set("keep", "100");
        dialog.set("Preview", null);
        if (words.length > 0) {
            Thread.sleep(2000);
            picture(words[0] + "/preview.png");
        }
        dialog.press("OK");
        CommandModule module = run.get();
        System.out.println("result: " + ((ImagePlus) module.getOutput("reconstruction")).getTitle() + ", "
                + ((ImagePlus) module.getOutput("errors")).getStackSize() + " iterations");
    }

    private static void secondRun() throws Exception {
        new Recorder();
        Recorder.setCommand(LAYER + "...");
        Future<CommandModule> run = run(ReconstructFromLayer.class);
        DialogProbe dialog = DialogProbe.await(LAYER);
        System.out.println("again: " + ((ImagePlus) dialog.get("image")).getTitle() + " " + dialog.get("count") + " "
                + dialog.get("iterations") + ", " + lineWith(dialog, "is a result"));
        dialog.press("Cancel");
        run.get();
        System.out.println("recording after Cancel: " + Recorder.getCommand());
        ReconstructFromLayer macro = new ReconstructFromLayer();
        System.out.println("macro: " + (macro.count == 64 && macro.iterations == 10 ? "defaults" : "changed"));
    }

    /** ImageJ notes the command only when it is chosen in the menu, not when the dialog comes back. */
    private static void errorOfTheRun() throws Exception {
        Recorder.setCommand(LAYER + "...");
        Future<CommandModule> run = run(ReconstructFromLayer.class);
        DialogProbe dialog = DialogProbe.await(LAYER);
        dialog.set("More", null);
        dialog.set("size", 199);
        dialog.press("OK");
        dialog.awaitClosed();
        DialogProbe message = DialogProbe.await(LAYER);
        System.out.println("error: " + message.text().strip());
        message.press("OK");
        message.awaitClosed();
        run.get();
        DialogProbe again = DialogProbe.await(LAYER);
        System.out.println("returned: " + again.get("size"));
        again.set("size", 3);
        again.press("OK");
        String recorded = "";
        for (int i = 0; i < 500 && recorded.isEmpty(); i++) {
            Thread.sleep(20);
            recorded = Recorder.getInstance()
                    .getText()
                    .lines()
                    .filter(line -> line.contains("size="))
                    .findFirst()
                    .orElse("");
        }
        System.out.println("recorded: " + recorded);
    }

    /** Every value is known: those that the info does not name have no effect. */
    private static void madeAgain() throws Exception {
        ImagePlus source = WindowManager.getImage("photo");
        ImagePlus result = (ImagePlus) context.service(CommandService.class)
                .run(ReconstructFromLayer.class, false, "image", source, "count", 4, "iterations", 1, "device", "Java")
                .get()
                .getOutput("reconstruction");
        ImageChoice.made(result, source);
        String before = Recorder.getInstance().getText();
        Recorder.setCommand("Make Again...");
        Future<CommandModule> run = context.service(CommandService.class).run(MakeAgain.class, true, "image", result);
        boolean asked = false;
        for (int i = 0; i < 2000 && !run.isDone() && !asked; i++) {
            Thread.sleep(10);
            for (Window window : Window.getWindows()) asked |= window instanceof Dialog && window.isVisible();
        }
        System.out.println("made again: " + (asked ? "a dialog" : "no dialog"));
        run.get(20, TimeUnit.SECONDS);
        System.out.println("recorded: "
                + Recorder.getInstance().getText().substring(before.length()).strip());
    }

    /** The preview and all parameters are together higher than many screens. */
    private static void everythingShown() throws Exception {
        Future<CommandModule> run = run(ReconstructFromLayer.class);
        DialogProbe dialog = DialogProbe.await(LAYER);
        dialog.set("More", null);
        dialog.set("Preview", null);
        Rectangle screen = new Rectangle(1366, 768);
        Point place = dialog.dialog().getLocationOnScreen();
        boolean inside = screen.contains(new Rectangle(place, dialog.dialog().getSize()));
        System.out.println(
                "large: " + (inside ? "within the screen, " : dialog.dialog().getBounds() + ", ")
                        + (screen.contains(dialog.place("OK")) ? "OK in sight" : "OK at " + dialog.place("OK"))
                        + ", scrolled: " + dialog.isScrolled());
        dialog.set("Preview", null);
        dialog.set("More", null);
        System.out.println("small: scrolled: " + dialog.isScrolled());
        dialog.type(KeyEvent.VK_ESCAPE);
        dialog.awaitClosed();
        run.get();
        System.out.println("Escape: closed");
    }

    private static void imageClosed(ImagePlus photo) throws Exception {
        Future<CommandModule> run = run(ReconstructFromLayer.class);
        DialogProbe dialog = DialogProbe.await(LAYER);
        photo.changes = false;
        photo.close();
        dialog.press("OK");
        System.out.println("closed: " + lineWith(dialog, "was closed while"));
        dialog.press("Cancel");
        run.get();
    }

    /** The dialog stays, and says what it needs; SciJava would do so in a window of its own, after the dialog is gone. */
    private static void nothingChosen(String what, Class<? extends Command> command, String title, String key)
            throws Exception {
        Future<CommandModule> run = run(command);
        DialogProbe dialog = DialogProbe.await(title);
        dialog.press("OK");
        System.out.println(what + ": " + lineWith(dialog, key));
        dialog.press("Cancel");
        run.get();
    }

    private static void browsed() throws Exception {
        Future<CommandModule> run = run(BatchReconstructFolder.class);
        DialogProbe dialog = DialogProbe.await("Batch Reconstruct Folder");
        dialog.press("Browse...");
        DialogProbe chooser = DialogProbe.await("Folder of images");
        System.out.println("chooser: " + chooser.dialog().getTitle());
        chooser.press("Cancel");
        chooser.awaitClosed();
        dialog.press("Cancel");
        run.get();
    }

    /** Every command's tool tips, as wide as they would be shown. */
    private static void tips() throws Exception {
        IJ.createImage("other", "8-bit ramp", 40, 30, 1).show();
        int wide = 0;
        for (Class<? extends Command> command : List.of(
                ReconstructFromNetwork.class,
                FeatureStack.class,
                ActivationSparsity.class,
                FilterCoherence.class,
                MeasureModelRip.class,
                RecoverSparseCode.class,
                LayerwiseError.class,
                ShowFilters.class)) {
            Future<CommandModule> run = run(command);
            DialogProbe dialog = DialogProbe.await(
                    ((InvertibilityCommand) command.getDeclaredConstructor().newInstance()).name());
            dialog.set("More", null);
            for (String field : dialog.fields()) {
                javax.swing.JToolTip tip = new javax.swing.JToolTip();
                tip.setTipText(dialog.tip(field.replace("-", "")));
                if (tip.getPreferredSize().width > 500) wide++;
            }
            if (dialog.dialog().getHeight() > 768)
                System.out.println(
                        command.getSimpleName() + " is " + dialog.dialog().getSize());
            dialog.press("Cancel");
            run.get();
        }
        System.out.println("wide tips: " + wide);
    }

    private static List<String> layers(DialogProbe dialog) throws Exception {
        for (int i = 0; i < 200; i++) {
            List<String> offered = dialog.offered("layer");
            if (!offered.isEmpty()) return offered;
            Thread.sleep(20);
        }
        return new ArrayList<>();
    }

    private static String cost(DialogProbe dialog) throws Exception {
        for (int i = 0; i < 200 && lineWith(dialog, "8 maps of").isEmpty(); i++) Thread.sleep(20);
        return lineWith(dialog, "8 maps of");
    }

    private static String lineWith(DialogProbe dialog, String words) throws Exception {
        return dialog.text()
                .lines()
                .filter(line -> line.contains(words))
                .findFirst()
                .orElse("");
    }

    private static void picture(String file) throws Exception {
        Thread.sleep(500);
        ImageIO.write(new Robot().createScreenCapture(new Rectangle(1366, 768)), "png", new File(file));
    }

    private static Future<CommandModule> run(Class<? extends Command> command) {
        WindowManager.setTempCurrentImage(null);
        return context.service(CommandService.class).run(command, true);
    }
}
