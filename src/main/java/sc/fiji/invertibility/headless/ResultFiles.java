package sc.fiji.invertibility.headless;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/**
 * Writes the results of a command: images as {@code NAME.tif} and, where a preview is wanted, {@code NAME.png}, tables
 * as {@code NAME.csv}; texts, numbers and flags are kept for {@code run.json}. Empty outputs are skipped.
 */
final class ResultFiles {

    private final Module module;
    private final Previews previews;

    /** The results of a command that has run, of which some images get a preview. */
    ResultFiles(Module module, Previews previews) {
        this.module = module;
        this.previews = previews;
    }

    static boolean isImage(ModuleItem<?> item) {
        return ImagePlus.class.isAssignableFrom(item.getType());
    }

    static boolean isTable(ModuleItem<?> item) {
        return ResultsTable.class.isAssignableFrom(item.getType());
    }

    /** The files that a run of a command may write. */
    static List<String> names(ModuleInfo command) {
        List<String> names = new ArrayList<>(List.of(RunRecord.FILE));
        for (ModuleItem<?> item : command.outputs()) {
            if (isImage(item)) names.addAll(List.of(item.getName() + ".tif", item.getName() + ".png"));
            if (!isTable(item)) continue;
            String table = item.getName() + ".csv";
            names.add(table);
            if (MeanTable.of(table).isPresent()) names.add(MeanTable.file(table));
        }
        return names;
    }

    /** The names of the images that a command can make, in its order. */
    static List<String> imageNames(ModuleInfo command) {
        List<String> names = new ArrayList<>();
        for (ModuleItem<?> item : command.outputs()) if (isImage(item)) names.add(item.getName());
        return names;
    }

    void write(Path folder) throws IOException {
        List<String> shown = previews.among(imageNames(module.getInfo()).stream()
                .filter(name -> module.getOutput(name) != null)
                .toList());
        for (ModuleItem<?> item : module.getInfo().outputs()) {
            Object value = module.getOutput(item.getName());
            if (value instanceof ImagePlus image) {
                write(image, folder, item.getName());
                if (shown.contains(item.getName()))
                    PngFile.write(Preview.of(image), folder.resolve(item.getName() + ".png"));
            }
            if (value instanceof ResultsTable)
                CsvTable.write((ResultsTable) value, folder.resolve(item.getName() + ".csv"));
        }
    }

    /** The outputs that are neither images nor tables, in the command's order. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (ModuleItem<?> item : module.getInfo().outputs()) {
            Object value = module.getOutput(item.getName());
            if (value instanceof String || value instanceof Number || value instanceof Boolean)
                values.put(item.getName(), value);
        }
        return values;
    }

    private static void write(ImagePlus image, Path folder, String name) throws IOException {
        Path tiff = folder.resolve(name + ".tif");
        IJ.getErrorMessage(); // forgets an older one
        if (!new FileSaver(image).saveAsTiff(tiff.toString())) {
            Files.deleteIfExists(tiff);
            throw new IOException(name + ".tif could not be written: " + IJ.getErrorMessage());
        }
    }
}
