package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.invertibility.classify.Classifier;
import sc.fiji.invertibility.classify.ClassifierFile;
import sc.fiji.invertibility.classify.ClassifierPass;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ClassificationTable;
import sc.fiji.invertibility.image.ExampleImages;
import sc.fiji.invertibility.image.ImageFolder;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.TitledTable;

/** Applies a classifier that {@link TrainClassifier} made to an image, a stack, or the images of a folder. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Classify Images...", weight = 10)
        },
        description = "Tells to which class images belong, with a classifier that Train Classifier... made.")
public class ClassifyImages extends InvertibilityCommand {

    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image: each z and t on its own, within the rectangle of the selection. A grey one is"
                    + " repeated in all channels if the classifier needs colours. Not needed with a folder.")
    private ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.DIRECTORY_STYLE,
            label = "Folder of images",
            description = "Instead of the image: all images of this folder and of those in it, of any format that"
                    + " ImageJ opens. Others are listed and skipped.")
    private File folder;

    @Parameter(
            persist = false,
            required = false,
            label = "Classifier",
            description = "The file (.safetensors) that Train Classifier... wrote.")
    private File model;

    @Parameter(persist = false, label = "Device", description = ToolTips.DEVICE)
    private String device = "Auto";

    @Parameter(type = ItemIO.OUTPUT, description = "images that could not be classified, and why")
    private ResultsTable skipped;

    @Parameter(type = ItemIO.OUTPUT, description = "the class of each image, and the probability of each class")
    private ResultsTable classes;

    private final Map<String, String> unusable = new LinkedHashMap<>();

    /** Creates the command; SciJava sets its parameters. */
    public ClassifyImages() {}

    private boolean isOfFolder() {
        return folder != null && !folder.getPath().isBlank();
    }

    @Override
    public void checkParameters() {
        super.checkParameters();
        ParameterChecks.file("model", model);
    }

    @Override
    protected IneffectiveParameters ineffective() {
        return new IneffectiveParameters().when(isOfFolder(), "a folder is named", "image");
    }

    @Override
    public List<String> essentials() {
        return List.of("image", "folder", "model");
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        ImageFolder files = isOfFolder() ? ImageFolder.of(folder.toPath()) : null;
        if (files == null) input(image);
        Classifier classifier;
        try {
            classifier = ClassifierFile.read(model.toPath());
        } catch (IOException e) {
            throw new IOException("model: " + e.getMessage(), e);
        }
        unusable.clear();
        ClassificationTable table = new ClassificationTable("classes", classifier.classes());
        try (Engine engine = open(device);
                ClassifierPass pass = ClassifierPass.of(engine, classifier)) {
            if (files == null) classifyOpen(classifier, pass, table, monitor);
            else
                for (int i = 0; i < files.files().size(); i++) {
                    Path each = files.files().get(i);
                    monitor.check();
                    monitor.progress((double) i / files.files().size(), each.toString());
                    try {
                        classify(each.toString(), files.open(each), classifier, pass, table, Monitor.NONE);
                    } catch (IOException | IllegalArgumentException e) {
                        unusable.put(each.toString(), e.getMessage());
                    }
                }
        }
        if (files != null && table.table().size() == 0)
            throw new IllegalArgumentException("folder: expected images that the classifier can be applied to, but got"
                    + " none; " + SkippedImages.first(unusable));
        unusable.forEach((name, reason) -> warn(name + " was skipped: " + reason));
        skipped = TitledTable.ofSkipped(unusable, "skipped");
        classes = table.table();
    }

    private void classifyOpen(Classifier classifier, ClassifierPass pass, ClassificationTable table, Monitor monitor) {
        try {
            classify(image.getTitle(), image, classifier, pass, table, monitor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("image: '" + image.getTitle() + "': " + e.getMessage(), e);
        }
    }

    /** Classifies every plane of an image, as many at a time as suit the device. */
    private void classify(
            String name,
            ImagePlus from,
            Classifier classifier,
            ClassifierPass pass,
            ClassificationTable table,
            Monitor monitor) {
        InputImage input = InputImage.of(from);
        List<float[]> values = new ArrayList<>();
        int first = 1, planes = input.planes();
        for (int plane = 1; plane <= planes; plane++) {
            monitor.check();
            int z = (plane - 1) % input.slices() + 1, t = (plane - 1) / input.slices() + 1;
            // Alone, as in training: the range of a 32-bit slice does not depend on the others.
            InputImage alone = planes == 1 ? input : input.excerpt(z, t, input.region());
            values.add(ExampleImages.values(alone, 1, 1, classifier.form()));
            if (values.size() < pass.together() && plane < planes) continue;
            for (double[] probabilities : pass.probabilities(values)) table.add(name, first++, probabilities);
            values.clear();
            monitor.progress((double) plane / planes, "slice " + plane + " of " + planes);
        }
    }
}
