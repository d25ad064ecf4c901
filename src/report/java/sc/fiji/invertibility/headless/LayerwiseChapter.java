package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** Table 4: relative errors of pooled activations that are reconstructed by the layer above, over photos. */
final class LayerwiseChapter implements Chapter {

    static final String TITLE = "Table 4: layer-wise relative errors";

    private static final int SIDE = 224;

    /** Table 4's columns of random activations in image space, by layer; in activation space all are 1.414. */
    private static final Map<String, String> PRINTED_IMAGE =
            Map.of("pool1", "0.610", "pool2", "0.864", "pool3", "0.652", "pool4", "0.436");

    /** A row of the table: the errors of each photo. */
    private static final class Row {
        private String printedLearned = "", printedRandom = "";
        private final List<Double> learned = new ArrayList<>(), random = new ArrayList<>(), noise = new ArrayList<>();

        Estimate difference() {
            return Estimate.paired(learned, random);
        }

        long ahead() {
            long count = 0;
            for (int i = 0; i < learned.size(); i++) if (learned.get(i) < random.get(i)) count++;
            return count;
        }

        boolean decided() {
            return learned.size() > 1 && difference().away(0) > Estimate.AGREE;
        }
    }

    /** Layer, space and unpooling. */
    private record Key(String layer, String space, String unpooling) {}

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        List<ReportInputs.Trained> reaching = inputs.trained().stream()
                .filter(LayerwiseChapter::reachesPooling)
                .toList();
        if (reaching.isEmpty()) {
            page.paragraph("Left out: no weights that reach above pool1 were given.");
            return;
        }
        int side = experiments.scale().everyLayer() ? SIDE : 64;
        List<ReportInputs.Piece> photos = inputs.pieces(
                experiments.scale().photos(), side, experiments.folder().resolve("runs/photos"));
        page.paragraph(
                "pool(i) of the central " + side + "×" + side + " pixels of " + PictureChapter.subjects(inputs, photos)
                        + ", one iteration with the filters of the layer above, scaled to the norm of the activations; k is that"
                        + " layer's sparsity for the photo, taken of the pooled units (2×2, which the paper does not say). Mean ± s.e."
                        + " over photos; each photo has random filters of its own, and learned − random is paired by photo. Without"
                        + " filters of the layer above, random ones are measured, at the paper's sparsity of that layer; rows without"
                        + " a measurement belong to layers that the weights do not reach; the paper has no numbers for VGG-19. In image space the paper uses decoding networks that were trained for each layer;"
                        + " here activations are decoded layer by layer with the network's own transposed filters, so that the"
                        + " values are other quantities, and only their order is compared.");
        for (ReportInputs.Trained trained : reaching) write(experiments, inputs, trained, photos, page);
    }

    private static boolean reachesPooling(ReportInputs.Trained trained) {
        return trained.convolutions().contains("conv2_1")
                || trained.convolutions().contains("conv2");
    }

    private static void write(
            ExperimentRunner experiments,
            ReportInputs inputs,
            ReportInputs.Trained trained,
            List<ReportInputs.Piece> photos,
            Markdown page)
            throws IOException {
        Map<Key, Row> rows = new LinkedHashMap<>();
        for (String unpooling : new String[] {"Top-left", "Switches"})
            for (int i = 0; i < photos.size(); i++) {
                Optional<ExperimentRunner.Results> run = run(experiments, trained, photos.get(i), unpooling, i + 1);
                if (run.isPresent()) add(rows, run.get(), unpooling);
            }
        page.heading(3, trained.network());
        page.table(
                "layer",
                "space",
                "put back at",
                "learned, paper",
                "learned",
                "random, paper",
                "random",
                "learned − random",
                "learned ahead",
                "random activations, paper",
                "random activations",
                "n");
        boolean paper = trained.network().equals("VGG-16");
        rows.forEach((key, row) -> row(page, key, row, paper));
        List<String> words = new ArrayList<>();
        rows.forEach((key, row) -> {
            if (row.decided() && key.space.equals("activation")) words.add(words(key, row));
        });
        if (!words.isEmpty())
            page.paragraph("In activation space, by more than " + (int) Estimate.AGREE + " s.e.: "
                    + String.join("; ", words) + ".");
        if (paper) claims(experiments, rows);
        // Photos of a folder may not be shown where the report is published; the test image may.
        Path picture = inputs.piece(SIDE, experiments.folder().resolve("runs/piece-" + SIDE + ".png"));
        Optional<ExperimentRunner.Results> shown =
                run(experiments, trained, new ReportInputs.Piece("figure", picture), "Top-left", 1);
        if (shown.isPresent() && Files.exists(shown.get().file("montage.png")))
            new Figure()
                    .picture(shown.get().file("montage.png"), "")
                    .show(
                            experiments,
                            "figure-4-" + trained.network().toLowerCase(Locale.ROOT),
                            "As figure 4, " + trained.network()
                                    + ", the repository's test image: images decoded from each layer's"
                                    + " activations, which were reconstructed with top-left unpooling.",
                            page);
    }

    private static Optional<ExperimentRunner.Results> run(
            ExperimentRunner experiments,
            ReportInputs.Trained trained,
            ReportInputs.Piece photo,
            String unpooling,
            int seed)
            throws IOException {
        return experiments.run(
                "layer-wise-" + trained.network() + "-" + unpooling + "-" + photo.name(),
                "Layer-wise Error",
                "image",
                photo.file(),
                "network",
                trained.network(),
                "filters",
                "Imported",
                "weights",
                trained.file(),
                "unpooling",
                unpooling,
                "resize",
                "None",
                "seeds",
                1,
                "seed",
                seed);
    }

    private static void add(Map<Key, Row> rows, ExperimentRunner.Results run, String unpooling) throws IOException {
        for (TableRow cells : run.table("layerwise")) {
            Key key = new Key(cells.text("layer"), cells.text("space"), unpooling.toLowerCase(Locale.ROOT));
            Row row = rows.computeIfAbsent(key, none -> new Row());
            row.printedLearned = cells.text("paper_learned");
            row.printedRandom = cells.text("paper_random");
            if (cells.text("random_mean").isBlank()) continue;
            if (!cells.text("learned").isBlank()) row.learned.add(cells.number("learned"));
            row.random.add(cells.number("random_mean"));
            row.noise.add(cells.number("random_activations"));
        }
    }

    private static void row(Markdown page, Key key, Row row, boolean paper) {
        boolean printed = paper && key.unpooling.equals("top-left"),
                measured = !row.random.isEmpty(),
                learned = !row.learned.isEmpty();
        if (!measured && !printed) return;
        page.row(
                key.layer,
                key.space,
                key.unpooling,
                printed ? Markdown.number(row.printedLearned, 3) : "",
                learned ? Estimate.of(row.learned).text(3) : "no filters above",
                printed ? Markdown.number(row.printedRandom, 3) : "",
                measured ? Estimate.of(row.random).text(3) : "",
                row.learned.size() > 1 ? row.difference().signed(3) : "",
                learned ? row.ahead() + " of " + row.learned.size() : "",
                !printed ? "" : key.space.equals("image") ? PRINTED_IMAGE.getOrDefault(key.layer, "") : "1.414",
                measured ? Estimate.of(row.noise).text(3) : "",
                measured ? "" + row.random.size() : "");
    }

    private static String words(Key key, Row row) {
        boolean learned = row.difference().mean() < 0;
        long ahead = learned ? row.ahead() : row.learned.size() - row.ahead();
        return (learned ? "learned" : "random") + " filters are ahead at " + key.layer + " with " + key.unpooling
                + ", on " + ahead + " of " + row.learned.size() + " photos ("
                + row.difference().signed(3) + ")";
    }

    private static void claims(ExperimentRunner experiments, Map<Key, Row> rows) {
        for (String space : new String[] {"activation", "image"}) {
            int layers = 0, agreeing = 0;
            List<String> words = new ArrayList<>();
            for (Map.Entry<Key, Row> entry : rows.entrySet()) {
                Row row = entry.getValue();
                if (!entry.getKey().space.equals(space) || row.learned.size() < 2) continue;
                words.add(entry.getKey().layer + ", " + entry.getKey().unpooling + ": "
                        + row.difference().signed(3));
                if (!entry.getKey().unpooling.equals("top-left")) continue;
                layers++;
                boolean printed = Double.parseDouble(row.printedLearned) < Double.parseDouble(row.printedRandom);
                boolean beforeNoise = Math.max(
                                Estimate.of(row.learned).mean(),
                                Estimate.of(row.random).mean())
                        < Estimate.of(row.noise).mean();
                if (row.decided() && row.difference().mean() < 0 == printed && beforeNoise) agreeing++;
            }
            if (layers == 0) continue;
            experiments
                    .claims()
                    .state(
                            "Table 4, " + space + " space",
                            agreeing == layers ? Verdict.PARTLY : Verdict.FAILS,
                            TITLE,
                            "the paper's order in " + agreeing + " of the " + layers
                                    + " layer(s) that the weights reach; learned −"
                                    + " random is " + String.join("; ", words)
                                    + (space.equals("image")
                                            ? "; decoded by transposed filters, not by trained decoders"
                                            : ""));
        }
        List<Double> noise = new ArrayList<>();
        rows.forEach((key, row) -> {
            if (key.space.equals("activation")) noise.addAll(row.noise);
        });
        if (noise.size() > 1)
            experiments
                    .claims()
                    .state(
                            "Footnote 9",
                            Verdict.of(Math.abs(Estimate.of(noise).mean() - Math.sqrt(2)) < 0.002),
                            TITLE,
                            "random activations of equal norm are at "
                                    + Estimate.of(noise).text(4));
    }
}
