package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.classify.ClassifierArchitecture;
import sc.fiji.invertibility.classify.ClassifierFile;
import sc.fiji.invertibility.classify.ClassifierTraining;
import sc.fiji.invertibility.classify.ConfusionMatrix;
import sc.fiji.invertibility.classify.FixedFilters;
import sc.fiji.invertibility.classify.ImageForm;
import sc.fiji.invertibility.classify.LabelledImages;
import sc.fiji.invertibility.classify.NetworkTraining;
import sc.fiji.invertibility.classify.SoftmaxSettings;
import sc.fiji.invertibility.classify.TrainedClassifier;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ClassifierTables;
import sc.fiji.invertibility.image.ConfusedImages;
import sc.fiji.invertibility.image.ConfusionPicture;
import sc.fiji.invertibility.image.ExampleForm;
import sc.fiji.invertibility.image.ExampleImages;
import sc.fiji.invertibility.image.LabelledFiles;
import sc.fiji.invertibility.image.LearningCurve;
import sc.fiji.invertibility.image.TitledTable;
import sc.fiji.invertibility.train.CheckpointFile;

/** Trains an image classifier on fixed random filters, or other ones (section 4.1, tables 1 and 5). */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Train Classifier...", weight = 9)
        },
        description = "Learns from a folder with one folder for each class to tell the classes apart, on filters that"
                + " are random, imported, patches of the images, or learned.")
public class TrainClassifier extends ClassifierParameters {

    @Parameter(type = ItemIO.OUTPUT, description = "how accurate the classifier was after each epoch")
    private ImagePlus curve;

    @Parameter(type = ItemIO.OUTPUT, description = "the validation images that it is most certain about, and wrong")
    private ImagePlus confused;

    @Parameter(type = ItemIO.OUTPUT, description = "how often each class was taken for each class, in percent")
    private ImagePlus matrix;

    @Parameter(type = ItemIO.OUTPUT, description = "images that could not be used, and why")
    private ResultsTable skipped;

    @Parameter(type = ItemIO.OUTPUT, description = "how often each class was taken for each class")
    private ResultsTable confusion;

    @Parameter(type = ItemIO.OUTPUT, description = "on training and validation images, with standard errors")
    private ResultsTable accuracy;

    /** Creates the command; SciJava sets its parameters. */
    public TrainClassifier() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        Path target = save == null || save.getPath().isBlank() ? null : ParameterChecks.safetensors("save", save);
        LabelledFiles files = LabelledFiles.of("images", ParameterChecks.file("images", images));
        ImageForm form = form(files);
        LabelledImages all = set(files, form, files.classes());
        List<LabelledImages> sets = sets(files, all, form);
        SoftmaxSettings settings = SoftmaxSettings.of(dropout, epochs, minutes, seed);
        LearningCurve progress = LearningCurve.ofAccuracy();
        boolean learnt = filters.equalsIgnoreCase("Learned");
        TrainedClassifier trained;
        try (Engine engine = open(device);
                LiveCurve live = new LiveCurve(progress, this::announce)) {
            if (learnt || rescale) {
                ClassifierArchitecture layers = ClassifierArchitecture.parse(architecture);
                trained = new NetworkTraining(
                                sets.get(0),
                                sets.get(1),
                                form,
                                layers,
                                learnt,
                                settings,
                                filters + ", seed " + seed,
                                Optional.ofNullable(target),
                                resume)
                        .run(engine, live, monitor);
            } else {
                FixedFilters fixed =
                        new ClassifierFilters(filters, architecture, weights, network, layer, seed).of(form);
                ClassifierTraining work = ClassifierTraining.of(sets.get(0), sets.get(1), form, fixed, settings);
                if (target != null) work = work.withCheckpoint(target, resume);
                trained = work.run(engine, live, monitor);
            }
        }
        if (target != null) {
            ClassifierFile.write(trained.classifier(), target);
            CheckpointFile.beside(target, Map.of(), false).remove();
            inform("saved the classifier as " + target);
        }
        curve = progress.image("learning-curve");
        show(trained, sets.get(1));
    }

    private void show(TrainedClassifier trained, LabelledImages checked) throws IOException {
        int count = trained.skipped().size();
        if (count > 0)
            warn("images that could not be used were skipped: " + count + "; the first: "
                    + SkippedImages.first(trained.skipped()));
        ConfusionMatrix counts = ConfusionMatrix.of(trained.classifier().classes(), trained.validation());
        confused = ConfusedImages.of(
                trained.validation(),
                checked.source(),
                trained.classifier().form(),
                trained.classifier().classes(),
                "confused-images");
        matrix = ConfusionPicture.of(counts, "confusion-matrix");
        skipped = TitledTable.ofSkipped(trained.skipped(), "skipped");
        confusion = ClassifierTables.confusion(counts, "confusion");
        accuracy = ClassifierTables.accuracy(trained, "accuracy");
    }

    private ImageForm form(LabelledFiles files) {
        try {
            return ExampleForm.of(
                    files.files(),
                    Choice.FIT.of(fit),
                    side,
                    range.equalsIgnoreCase("Display range") ? ImageForm.Range.DISPLAY : ImageForm.Range.TYPE);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("images: " + e.getMessage(), e);
        }
    }

    /** What to learn from, and what to check with. */
    private List<LabelledImages> sets(LabelledFiles files, LabelledImages all, ImageForm form) throws IOException {
        if (!isImportedNetwork()) requireFeatures(form);
        if (validation == null || validation.getPath().isBlank()) return all.split(share / 100.0, seed);
        LabelledFiles others = LabelledFiles.of("validation", validation.toPath());
        int both = others.files().shared(files.files());
        if (both > 0)
            warn("validation: " + both + " of its " + others.files().size()
                    + " images are also learnt from, so that the"
                    + " accuracy does not tell how well others are classified");
        return List.of(all, set(others, form, all.classes()));
    }

    private void requireFeatures(ImageForm form) {
        try {
            long features = ClassifierArchitecture.parse(architecture)
                    .features(form.shape())
                    .size();
            if (features > MOST_FEATURES)
                throw new IllegalArgumentException("'" + architecture + "' makes " + features
                        + " features of an image, expected at most " + MOST_FEATURES
                        + "; choose a smaller side, fewer filters, or more average pooling");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("architecture: " + e.getMessage(), e);
        }
    }

    private static LabelledImages set(LabelledFiles files, ImageForm form, List<String> classes) {
        if (!classes.containsAll(files.classes()))
            throw new IllegalArgumentException(
                    "validation: expected the classes of the images, " + classes + ", but got " + files.classes());
        List<Integer> labels = files.labels().stream()
                .map(label -> classes.indexOf(files.classes().get(label)))
                .toList();
        List<Integer> every = IntStream.range(0, files.files().size()).boxed().toList();
        return new LabelledImages(new ExampleImages(files.files(), form), classes, labels, every);
    }
}
