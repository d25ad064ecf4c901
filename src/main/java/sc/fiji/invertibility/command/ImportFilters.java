package sc.fiji.invertibility.command;

import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.LayerTable;
import sc.fiji.invertibility.weights.LayerInfo;
import sc.fiji.invertibility.weights.PreprocessingRecord;
import sc.fiji.invertibility.weights.SafetensorsWriter;
import sc.fiji.invertibility.weights.SkippedTensor;
import sc.fiji.invertibility.weights.WeightFile;
import sc.fiji.invertibility.weights.WeightSurvey;

/**
 * Lists the content of a weight file in any supported format and, if asked to, saves its layers of filters as one
 * safetensors file, together with the preprocessing of the network's input.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Import Filters...", weight = 11)
        },
        description = "Lists the layers of a file of weights, and saves their filters in a file that opens quickly.")
public class ImportFilters extends InvertibilityCommand {

    @Parameter(
            persist = false,
            required = false,
            label = "Weights file",
            description = "A Caffe, MatConvNet, Keras, PyTorch, safetensors, ONNX or NumPy file; its format is found"
                    + " by its content.")
    private File weights;

    @Parameter(
            persist = false,
            required = false,
            style = "save",
            label = "Save as (.safetensors)",
            description =
                    "Where to keep the convolutions, with their biases and the record of the preprocessing. Empty:"
                            + " nothing is saved.")
    private File save;

    @Parameter(type = ItemIO.OUTPUT, description = "layers, sizes, norms, and what was skipped and why")
    private ResultsTable layers;

    @Parameter(type = ItemIO.OUTPUT, description = "the format that was found")
    private String format;

    @Parameter(type = ItemIO.OUTPUT, description = "the file's SHA-256")
    private String sha256;

    @Parameter(type = ItemIO.OUTPUT, description = "how an image becomes the network's input")
    private String preprocessing;

    /** Creates the command; SciJava sets its parameters. */
    public ImportFilters() {}

    @Override
    protected boolean measures() {
        return false;
    }

    @Override
    public void checkParameters() {
        super.checkParameters();
        ParameterChecks.file("weights", weights);
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        Path source = ParameterChecks.file("weights", weights);
        Path target = save == null || save.getPath().isBlank() ? null : target(source);
        try (WeightFile file = WeightFile.open(source)) {
            WeightSurvey survey = WeightSurvey.of(file, monitor.part(0, target == null ? 0.8 : 0.5));
            monitor.progress(target == null ? 0.8 : 0.5, "computing the SHA-256");
            String digest = file.sha256();
            report(file, survey);
            if (target != null) save(file, survey.usable(), target, monitor);
            layers = LayerTable.of(survey, source.getFileName() + "-layers");
            format = file.format();
            sha256 = digest;
            preprocessing = file.preprocessing().toString();
        }
    }

    private void report(WeightFile file, WeightSurvey survey) throws IOException {
        inform(file.path() + ": " + file.format() + ", SHA-256 " + file.sha256());
        inform("preprocessing: " + words(file.preprocessing()));
        for (WeightSurvey.Entry entry : survey.entries())
            if (!entry.problem().isEmpty()) warn("not usable: " + entry.problem());
        for (SkippedTensor tensor : survey.skipped()) inform("skipped " + tensor.name() + ": " + tensor.reason());
    }

    /** This is for people reading the log; the output of the same name has everything that the record holds. */
    private static String words(PreprocessingRecord record) {
        boolean scaled = record.scale() != 1, divided = record.std().stream().anyMatch(s -> s != 1);
        return record.order() + (scaled ? " times " + record.scale() : "") + " minus " + record.mean()
                + (divided ? ", divided by " + record.std() : "") + " (" + record.origin() + ")";
    }

    private void save(WeightFile file, List<LayerInfo> usable, Path target, Monitor monitor) throws IOException {
        if (usable.isEmpty())
            throw new IllegalArgumentException("save: " + file.path().getFileName() + " has no filters to save");
        monitor.check();
        monitor.progress(0.6, "saving " + target.getFileName());
        SafetensorsWriter.write(file, usable, target);
        inform("saved " + usable.size() + " layers as " + target);
    }

    private Path target(Path source) throws IOException {
        Path target = ParameterChecks.safetensors("save", save);
        if (Files.exists(target) && Files.isSameFile(source, target))
            throw new IllegalArgumentException("save: expected another file than the one that is imported");
        return target;
    }
}
