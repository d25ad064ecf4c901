package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tables 1 and 5: classifiers on random and on learned filters, on CIFAR-10. */
final class ClassifierChapter implements Chapter {

    static final String TITLE = "Tables 1 and 5: classifiers on random filters";

    private static final int SEEDS = 5, LEARNED_LIMIT = 64, EPOCHS = 20;
    private static final String[] PAPER_RANDOM = {"66.5 %", "74.6 %", "74.8 %"};
    private static final String[] PAPER_LEARNED = {"68.1 %", "83.3 %", "89.3 %"};
    private static final String PAPER_GAPS = "1.6, 8.7 and 14.5";

    /** The lines of table 5 with K filters, and the filter size for one layer. */
    private static List<String> architectures(int filters, int size) {
        String three = "(" + filters + ")3c-2pmax";
        return List.of(
                "(" + filters + ")" + size + "c-2pmax-4pave",
                three + "-" + three + "-2pave",
                three + "-" + three + "-" + three);
    }

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page)
            throws IOException, BadInputException {
        page.heading(2, TITLE);
        if (inputs.cifar().isEmpty()) {
            String why = "no folder of CIFAR-10 was given (`cifar=FOLDER`)";
            page.paragraph("Left out: " + why + ". It would train classifiers with up to "
                    + experiments.scale().classifierFilters() + " filters a layer and "
                    + experiments.scale().classifierImages() + " training images.");
            for (String table : List.of("Table 1", "Table 5"))
                experiments.claims().state(table, Claims.Verdict.UNMEASURED, TITLE, why);
            return;
        }
        CifarFolder cifar =
                CifarFolder.of(inputs.cifar().get(), experiments.folder().resolve("cifar10"));
        ReportScale scale = experiments.scale();
        int images = scale.classifierImages(), filters = scale.classifierFilters();
        Path training = cifar.training(images, experiments.folder().resolve("cifar-" + images + ".csv"));
        int size = chosenSize(experiments, training, filters, page);
        page.paragraph("Each accuracy is of the test images, which were used for nothing else. K = " + filters + ", "
                + images + " training images (the paper: K up to 2048, 50,000). Fixed filters, batch normalisation with"
                + " fixed statistics, without a learnt scale and bias; random ones: mean ± standard error over "
                + SEEDS
                + " banks. The standard error of a single accuracy of 10,000 images is 0.5 points.");
        int few = Math.min(LEARNED_LIMIT, filters);
        page.table("method", "layers", "architecture", "accuracy (%)", "paper (table 1)");
        List<Estimate> random = random(experiments, training, cifar, architectures(filters, size), "random-", page);
        List<Estimate> learned = learned(experiments, training, cifar, architectures(few, size), page);
        List<Estimate> same = few == filters
                ? random
                : random(experiments, training, cifar, architectures(few, size), "random-" + few + "-", page);
        page.paragraph(words(random) + gaps(same, learned, few) + "Learned filters were trained with " + few
                + " filters a layer, at most " + scale.learnedLayers() + " layer"
                + (scale.learnedLayers() == 1 ? "" : "s") + " and " + EPOCHS
                + " epochs; the paper's 1024 and 2048 filters were not trained.");
        experiments
                .claims()
                .state(
                        "Table 5",
                        Claims.Verdict.UNMEASURED,
                        TITLE,
                        "its architectures were trained with K = " + filters + " on " + images
                                + " images, not searched for");
        if (!random.isEmpty())
            experiments
                    .claims()
                    .state(
                            "Table 1",
                            !learned.isEmpty() ? Claims.Verdict.PARTLY : Claims.Verdict.OPEN,
                            TITLE,
                            "random filters: " + random.get(0).text(1) + " % with one layer of " + filters
                                    + " filters and " + images + " images"
                                    + (learned.isEmpty()
                                            ? ""
                                            : "; learned, " + few + " filters: "
                                                    + learned.get(0).text(1) + " %"));
    }

    /** The size of the filters of one layer, chosen by images that are put aside from the training images. */
    private static int chosenSize(ExperimentRunner experiments, Path training, int filters, Markdown page)
            throws IOException {
        page.table("filter size", "accuracy on training images put aside (%)", "s.e.");
        int best = 5;
        double highest = -1;
        for (int size : new int[] {3, 5, 7}) {
            Optional<ExperimentRunner.Results> results = experiments.run(
                    "classifier-size-" + size,
                    "Train Classifier",
                    "images",
                    training,
                    "share",
                    20,
                    "architecture",
                    architectures(filters, size).get(0),
                    "epochs",
                    EPOCHS);
            if (results.isEmpty()) continue;
            TableRow last = last(results.get());
            double accuracy = last.number("accuracy_percent");
            page.row(size + "×" + size, number(accuracy), number(last.number("standard_error_percent")));
            if (accuracy > highest) {
                highest = accuracy;
                best = size;
            }
        }
        return best;
    }

    /** A row for each number of layers. */
    private static List<Estimate> random(
            ExperimentRunner experiments,
            Path training,
            CifarFolder cifar,
            List<String> architectures,
            String name,
            Markdown page)
            throws IOException {
        List<Estimate> rows = new ArrayList<>();
        for (int layers = 1; layers <= architectures.size(); layers++) {
            String architecture = architectures.get(layers - 1);
            List<Double> accuracies = new ArrayList<>();
            for (int seed = 1; seed <= SEEDS; seed++)
                accuracy(
                                experiments,
                                name + layers + "-" + seed,
                                training,
                                architecture,
                                cifar,
                                "Gaussian random",
                                seed)
                        .ifPresent(accuracy -> accuracies.add(accuracy.mean()));
            if (accuracies.isEmpty()) continue;
            Estimate mean = Estimate.of(accuracies);
            rows.add(mean);
            page.row("random", "" + layers, "`" + architecture + "`", mean.text(1), PAPER_RANDOM[layers - 1]);
        }
        return rows;
    }

    private static List<Estimate> learned(
            ExperimentRunner experiments, Path training, CifarFolder cifar, List<String> architectures, Markdown page)
            throws IOException {
        List<Estimate> rows = new ArrayList<>();
        for (int layers = 1; layers <= experiments.scale().learnedLayers(); layers++) {
            String architecture = architectures.get(layers - 1);
            Optional<Estimate> accuracy =
                    accuracy(experiments, "learned-" + layers, training, architecture, cifar, "Learned", 1);
            if (accuracy.isEmpty()) continue;
            rows.add(accuracy.get());
            page.row(
                    "learned",
                    "" + layers,
                    "`" + architecture + "`",
                    accuracy.get().text(1),
                    PAPER_LEARNED[layers - 1]);
        }
        return rows;
    }

    /** The accuracy on the test images, with the standard error that their number leaves. */
    private static Optional<Estimate> accuracy(
            ExperimentRunner experiments,
            String name,
            Path training,
            String architecture,
            CifarFolder cifar,
            String filters,
            int seed)
            throws IOException {
        Optional<ExperimentRunner.Results> results = experiments.run(
                "classifier-" + name,
                "Train Classifier",
                "images",
                training,
                "validation",
                cifar.test(),
                "architecture",
                architecture,
                "filters",
                filters,
                "epochs",
                EPOCHS,
                "seed",
                seed);
        if (results.isEmpty()) return Optional.empty();
        TableRow last = last(results.get());
        return Optional.of(new Estimate(last.number("accuracy_percent"), last.number("standard_error_percent"), 1, 1));
    }

    private static TableRow last(ExperimentRunner.Results results) throws IOException {
        List<TableRow> rows = results.table("accuracy");
        return rows.get(rows.size() - 1);
    }

    private static String words(List<Estimate> random) {
        if (random.size() < 2) return "";
        return String.format(
                Locale.ROOT,
                "The second layer of random filters changes the accuracy by %.1f points (the paper: 8.1). ",
                random.get(1).mean() - random.get(0).mean());
    }

    /** How far learned filters are ahead of as many random ones, by the number of layers. */
    private static String gaps(List<Estimate> random, List<Estimate> learned, int filters) {
        if (learned.isEmpty() || random.size() < learned.size()) return "";
        List<String> gaps = new ArrayList<>();
        for (int i = 0; i < learned.size(); i++)
            gaps.add(String.format(
                    Locale.ROOT,
                    "%.1f ± %.1f",
                    learned.get(i).mean() - random.get(i).mean(),
                    Math.hypot(random.get(i).error(), learned.get(i).error())));
        return String.format(
                Locale.ROOT,
                "With %d filters a layer, learned ones are %s points ahead of random ones with %s (the paper: %s with one,"
                        + " two and three layers, each with its best number of filters). ",
                filters,
                String.join(", ", gaps),
                List.of("one layer", "one and two layers", "one, two and three layers")
                        .get(learned.size() - 1),
                PAPER_GAPS);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
