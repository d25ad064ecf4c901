package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** Tables 2 and 7: the percentage of non-zero activations in each layer, and what reversed colours do to it. */
final class SparsityChapter implements Chapter {

    static final String TITLE = "Tables 2 and 7: sparsity of activations";

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        page.paragraph(
                "The sparsity of a layer is the percentage of non-zeros among all of its outputs, after ReLU; that"
                        + " of a pooling layer, among its pooled units. Where a sparsity becomes the k of 𝕄(h, k) in this report,"
                        + " it is taken of the pooled units, one a block, as the parameter `keep` of the commands is; where the"
                        + " other reading is measured too, it is named \"of all activations\".");
        if (inputs.trained().stream().noneMatch(trained -> !trained.network().equals("VGG-19")))
            page.paragraph(
                    "Left out: the tables are of trained networks, and no weights of VGG-16 or AlexNet were given.");
        if (inputs.trained("AlexNet").isEmpty())
            experiments
                    .claims()
                    .state(
                            "Table 7",
                            Claims.Verdict.UNMEASURED,
                            TITLE,
                            "no weights of AlexNet were given (`weights=FILE`)");
        if (inputs.trained("VGG-16").isEmpty())
            experiments
                    .claims()
                    .state(
                            "Table 2",
                            Claims.Verdict.UNMEASURED,
                            TITLE,
                            "no weights of VGG-16 were given (`weights=FILE`)");
        for (ReportInputs.Trained trained : inputs.trained())
            if (!trained.network().equals("VGG-19")) write(experiments, inputs, trained, page);
    }

    private static void write(
            ExperimentRunner experiments, ReportInputs inputs, ReportInputs.Trained trained, Markdown page)
            throws IOException {
        boolean folder = inputs.images().isPresent();
        String key = folder ? "folder" : "image", name = "sparsity-" + key + "-" + trained.network();
        Path images = inputs.images().orElse(inputs.picture());
        Map<String, Estimate> own = rows(run(experiments, trained, name, key, images, "Auto"));
        String reversed = trained.blueFirst() ? "RGB minus mean" : "BGR minus mean";
        Map<String, Estimate> swapped = rows(run(experiments, trained, name + "-reversed", key, images, reversed));
        if (own.isEmpty()) return;
        page.heading(3, trained.network() + ", % of non-zeros");
        int count = own.values().iterator().next().count();
        page.table(
                "layer",
                "paper",
                "colours as trained",
                "against the paper",
                "red and blue reversed",
                "against the paper",
                "n");
        Tally tally = new Tally(), other = new Tally();
        for (Map.Entry<String, Estimate> layer : own.entrySet()) {
            Optional<Double> paper = printed(trained, layer.getKey());
            Estimate reverse = swapped.get(layer.getKey());
            paper.ifPresent(value -> tally.add(layer.getValue(), value));
            if (reverse != null) paper.ifPresent(value -> other.add(reverse, value));
            page.row(
                    layer.getKey(),
                    paper.map(value ->
                                    Markdown.number("" + value, table(trained).equals("Table 7") ? 2 : 1))
                            .orElse(""),
                    layer.getValue().text(2),
                    paper.map(value -> layer.getValue().verdict(value, 1)).orElse(""),
                    reverse == null ? "" : reverse.text(2),
                    reverse == null
                            ? ""
                            : paper.map(value -> reverse.verdict(value, 1)).orElse(""),
                    "" + count);
        }
        page.paragraph(words(inputs, trained, own, swapped, tally, other, count));
        if (tally.layers > 0)
            experiments
                    .claims()
                    .state(
                            table(trained),
                            tally.agreeing == tally.layers
                                    ? Verdict.HOLDS
                                    : tally.agreeing > 0 || other.agreeing > 0 ? Verdict.PARTLY : Verdict.FAILS,
                            TITLE,
                            tally.agreeing + " of " + tally.layers + " layers agree, with red and blue reversed "
                                    + other.agreeing + "; the others are not reached by the weights (n = " + count
                                    + (folder ? " photos)" : " picture)"));
    }

    private static String words(
            ReportInputs inputs,
            ReportInputs.Trained trained,
            Map<String, Estimate> own,
            Map<String, Estimate> swapped,
            Tally tally,
            Tally other,
            int count) {
        StringBuilder words = new StringBuilder("Shorter side to 256 pixels, central 224×224; mean ± s.e. over "
                + (inputs.images().isPresent()
                        ? count + " photos of the folder, which need not be a random sample of the" + " paper's 50,000"
                        : "the picture alone, without s.e.")
                + ". The file's colours: " + trained.origin() + ". Layers that the weights do not reach are left out.");
        String first = own.keySet().iterator().next();
        Optional<Double> paper = printed(trained, first);
        if (paper.isPresent() && swapped.containsKey(first) && inputs.images().isPresent()) {
            Estimate right = own.get(first), wrong = swapped.get(first);
            words.append(" ")
                    .append(first)
                    .append(" has ")
                    .append(wrong.text(2))
                    .append(" if red and blue are reversed, ")
                    .append(right.text(2))
                    .append(" with the colours it was trained with, and ")
                    .append(paper.get())
                    .append(" in the paper. ");
            words.append(
                    wrong.agrees(paper.get(), 1) && !right.agrees(paper.get(), 1)
                            ? "Perhaps the paper's program gave the network reversed colours; how images were resized and cropped,"
                                    + " which the paper does not say, cannot be told apart from that by this table alone."
                            : "Reversed colours alone do not explain the paper's number.");
            words.append(String.format(
                    java.util.Locale.ROOT,
                    " Over the %d layers, the root mean square of the distance from the paper is %.2f points as trained and"
                            + " %.2f reversed.",
                    tally.layers,
                    tally.distance(),
                    other.distance()));
        }
        return words.toString();
    }

    /** Layers that agree with the paper, and how far all are from it. */
    private static final class Tally {
        private int layers, agreeing;
        private double squares;

        void add(Estimate measured, double paper) {
            layers++;
            if (measured.agrees(paper, 1)) agreeing++;
            squares += (measured.mean() - paper) * (measured.mean() - paper);
        }

        double distance() {
            return Math.sqrt(squares / layers);
        }
    }

    private static String table(ReportInputs.Trained trained) {
        return trained.network().equals("AlexNet") ? "Table 7" : "Table 2";
    }

    private static Optional<Double> printed(ReportInputs.Trained trained, String layer) {
        var printed =
                sc.fiji.invertibility.measure.PaperTables.of(trained.network()).nonzeroPercent(layer);
        return printed.isPresent() ? Optional.of(printed.getAsDouble()) : Optional.empty();
    }

    private static Optional<ExperimentRunner.Results> run(
            ExperimentRunner experiments,
            ReportInputs.Trained trained,
            String name,
            String key,
            Path images,
            String preprocessing)
            throws IOException {
        return experiments.run(
                name,
                "Activation Sparsity",
                key,
                images,
                "network",
                trained.network(),
                "filters",
                "Imported",
                "weights",
                trained.file(),
                "layer",
                trained.last(),
                "resize",
                "256 and crop 224",
                "preprocessing",
                preprocessing);
    }

    private static Map<String, Estimate> rows(Optional<ExperimentRunner.Results> results) throws IOException {
        Map<String, Estimate> rows = new LinkedHashMap<>();
        if (results.isEmpty()) return rows;
        for (TableRow row : results.get().table("sparsity")) {
            int images = (int) row.number("images");
            double sd = images < 2 ? 0 : row.number("nonzero_percent_sd");
            rows.put(
                    row.text("layer"),
                    new Estimate(row.number("nonzero_percent_mean"), sd / Math.sqrt(images), images, images));
        }
        return rows;
    }
}
