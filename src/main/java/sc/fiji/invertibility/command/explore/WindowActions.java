package sc.fiji.invertibility.command.explore;

import ij.plugin.frame.Recorder;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.JButton;
import javax.swing.JFileChooser;
import javax.swing.JOptionPane;
import javax.swing.SwingUtilities;
import sc.fiji.invertibility.image.InputImage;

/** The actions of the window's buttons. */
final class WindowActions {

    private final ExploreWindow window;
    private final InputImage image;
    private final Supplier<Settings> settings;
    private final Supplier<BufferedImage> figure;
    private final ImageMaker maker;
    private File weights;

    WindowActions(
            ExploreWindow window,
            InputImage image,
            Supplier<Settings> settings,
            Supplier<BufferedImage> figure,
            ImageMaker maker) {
        this.window = window;
        this.image = image;
        this.settings = settings;
        this.figure = figure;
        this.maker = maker;
    }

    List<JButton> buttons() {
        return List.of(
                button(
                        "Make Images",
                        "Makes the command's images and table for the whole image or its selection",
                        this::make),
                button(
                        "Record Macro",
                        "Copies the macro line to the clipboard, and writes it into the macro recorder",
                        this::record),
                button(
                        "Save Figure...",
                        "Saves the view as one labelled picture, with scale and colour bars",
                        this::save));
    }

    private static JButton button(String name, String tip, Runnable action) {
        JButton button = new JButton(name);
        button.setName(name);
        button.setToolTipText(tip);
        button.addActionListener(at -> action.run());
        return button;
    }

    private void make() {
        window.say("Making images for the whole of " + image.image().getTitle() + " ...");
        maker.make(settings.get(), sentence -> SwingUtilities.invokeLater(() -> window.say(sentence)));
    }

    private void record() {
        String line = MacroLine.of(settings.get());
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(line), null);
        if (Recorder.getInstance() != null) Recorder.recordString(line + "\n");
        window.say("Copied: " + line);
    }

    private void save() {
        BufferedImage drawn = figure.get();
        if (drawn == null) {
            window.say("There is nothing to save yet");
            return;
        }
        String folder = image.image().getOriginalFileInfo() == null
                ? null
                : image.image().getOriginalFileInfo().directory;
        JFileChooser chooser = new JFileChooser(folder == null || folder.isEmpty() ? null : new File(folder));
        chooser.setDialogTitle("Save Figure (.png or .tif)");
        chooser.setSelectedFile(new File(chooser.getCurrentDirectory(), image.name() + "-comparison.png"));
        if (chooser.showSaveDialog(window) != JFileChooser.APPROVE_OPTION) return;
        File file = FigureFile.named(chooser.getSelectedFile());
        if (file.exists() && !overwrites(file)) return;
        try {
            FigureFile.write(drawn, file);
            window.say("Saved: " + file);
        } catch (IOException e) {
            window.say(e.getMessage());
        }
    }

    private boolean overwrites(File file) {
        return JOptionPane.showConfirmDialog(
                        window, file.getName() + " exists. Replace it?", "Save Figure", JOptionPane.YES_NO_OPTION)
                == JOptionPane.YES_OPTION;
    }

    /** Asks for a file of weights, and passes its filters on in the window's thread. */
    void openWeights(Consumer<List<FilterChoice>> found) {
        JFileChooser chooser = new JFileChooser(weights);
        chooser.setDialogTitle("Open Weights");
        if (chooser.showOpenDialog(window) != JFileChooser.APPROVE_OPTION) return;
        weights = chooser.getSelectedFile();
        window.say("Reading " + weights.getName() + " ...");
        Thread reader = new Thread(() -> read(weights, found), "Explore Invertibility: weights");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(File file, Consumer<List<FilterChoice>> found) {
        try {
            List<FilterChoice> choices = WeightChoices.of(file.toPath(), image.channels());
            SwingUtilities.invokeLater(() -> found.accept(choices));
        } catch (IOException | IllegalArgumentException e) {
            SwingUtilities.invokeLater(() -> window.say(e.getMessage()));
        }
    }
}
