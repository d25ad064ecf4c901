package sc.fiji.invertibility.headless;

import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.Context;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.invertibility.command.InvertibilityCommand;
import sc.fiji.invertibility.command.MacroOptions;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.TimeLimit;

/** What {@code scripts/run COMMAND images=FOLDER} does, from a dialog: every image of a folder, one after the other. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Batch Reconstruct Folder...", weight = 5)
        },
        description =
                "Reconstructs every image of a folder into a folder of its own; run again, it goes on where it was"
                        + " stopped.")
public class BatchReconstructFolder extends InvertibilityCommand {

    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.DIRECTORY_STYLE,
            label = "Folder of images",
            description = "Every image of this folder that ImageJ opens by itself.")
    private File folder;

    @Parameter(
            persist = false,
            required = false,
            label = "Pattern",
            description = "Only files whose names are like this, such as *.tif. Empty: all images.")
    private String pattern = "";

    @Parameter(persist = false, label = "Folders in it, too", description = "Also the images of the folders in it.")
    private boolean recursive = false;

    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.DIRECTORY_STYLE,
            label = "Folder for the results",
            description =
                    "Every image gets a folder of its own in it. Results that are already there, made from the same file"
                            + " with the same values, are kept.")
    private File out;

    @Parameter(
            persist = false,
            label = "Command",
            choices = {"Reconstruct From Layer", "Reconstruct From Network"},
            description = "What is done with every image.")
    private String command = "Reconstruct From Layer";

    @Parameter(
            persist = false,
            required = false,
            label = "Settings",
            description = "The command's parameters as in a macro, such as keep=25 iterations=10. The others have their"
                    + " defaults. The macro recorder can write them for you.")
    private String settings = "";

    @Parameter(
            persist = false,
            label = "Time limit (seconds)",
            min = "1",
            description = "How long an image may take. If it takes longer, it is reported, and the next image follows.")
    private int patience = 3600;

    @Parameter(
            persist = false,
            label = "Images at once",
            min = "1",
            max = "64",
            description =
                    "How many images are computed at the same time, as long as they are small: together they have no"
                            + " more pixels than one of 2048×2048. The results do not depend on it.")
    private int threads = 1;

    @Parameter(
            persist = false,
            label = "Previews",
            choices = {"Main", "All", "None"},
            description =
                    "Of which results a PNG is written beside the TIFF: the main image, usually the reconstruction;"
                            + " all images, which makes a batch of small ones slower; or none.")
    private String previews = "Main";

    @Parameter(type = ItemIO.OUTPUT, label = "How each image went")
    private ResultsTable images;

    /** Creates the command, whose parameters SciJava fills. */
    public BatchReconstructFolder() {}

    @Override
    protected boolean measures() {
        return false;
    }

    /** What a folder of images needs; how it is worked on stands one level below. */
    @Override
    public List<String> essentials() {
        return List.of("folder", "pattern", "recursive", "out", "command", "settings");
    }

    @Override
    public void checkParameters() {
        super.checkParameters();
        if (folder == null || !folder.isDirectory())
            throw new IllegalArgumentException(
                    "folder: expected a folder of images, but " + (folder == null ? "none is given" : "got " + folder));
        if (!Files.isReadable(folder.toPath()))
            throw new IllegalArgumentException("folder: " + BatchFolders.sentence(folder.toPath())
                    + "; expected a folder of images that you may read");
        if (out == null || out.getPath().isBlank())
            throw new IllegalArgumentException("out: expected a folder for the results, but none is given");
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        BatchFolders found =
                recursive ? BatchFolders.in(folder.toPath(), out.toPath(), this::wanted) : theFolderAlone();
        for (Path closed : found.closed()) warn("folder: " + BatchFolders.sentence(closed));
        List<Path> folders = found.folders();
        ResultsTable all = new ResultsTable();
        try (Context context = PlainContext.create()) {
            Catalogue catalogue = Catalogue.of(context.service(CommandService.class));
            for (int i = 0; i < folders.size(); i++) {
                Monitor part = monitor.part((double) i / folders.size(), (i + 1.0) / folders.size());
                Path target = out.toPath()
                        .resolve(folder.toPath().relativize(folders.get(i)).toString());
                run(new Execution(context, catalogue.find(command), Optional.empty()), folders.get(i), target, part);
                append(all, CsvRows.read(target.resolve(BatchRecord.FILE)), folders.get(i));
            }
        } catch (BadInputException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        for (Path closed : found.closed()) append(all, List.of(BatchFolders.row(closed)), BatchFolders.place(closed));
        images = all;
    }

    /** Whatever is wrong with its images is said of the parameter that names it, which the batch does not know. */
    private BatchFolders theFolderAlone() throws IOException {
        try {
            ImageList.of("folder", wanted(folder.toPath()));
        } catch (BadInputException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return new BatchFolders(List.of(folder.toPath()), List.of());
    }

    private String wanted(Path place) {
        return pattern == null || pattern.isBlank()
                ? place.toString()
                : place.resolve(pattern.strip()).toString();
    }

    private void run(Execution execution, Path place, Path target, Monitor monitor)
            throws BadInputException, IOException {
        Map<String, String> values = new LinkedHashMap<>(MacroOptions.values(settings));
        values.put("images", wanted(place));
        if (values.put(Previews.KEY, previews) != null)
            throw new BadInputException("settings: " + Previews.KEY + " has a parameter of its own here");
        try (PrintStream told = new PrintStream(new BatchProgress(monitor), true)) {
            BatchSettings settings = new BatchSettings(TimeLimit.ofSeconds(patience), threads, monitor::check);
            new Batch(execution, "image", values, settings, told, told).run(target);
        }
    }

    private static void append(ResultsTable all, List<Map<String, String>> rows, Path place) {
        for (Map<String, String> row : rows) {
            all.incrementCounter();
            all.addValue("folder", place.toString());
            row.forEach(all::addValue);
        }
    }
}
