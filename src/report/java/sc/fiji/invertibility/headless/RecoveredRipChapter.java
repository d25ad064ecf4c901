package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** Figure 3 (b) and (c): the model-RIP of codes that Algorithm 2 recovers from real activations, section 4.4. */
final class RecoveredRipChapter implements Chapter {

    static final String TITLE = "Figure 3 (b), (c): model-RIP of recovered codes (section 4.4)";

    private static final int SIDE = 15;

    private static final String LAYER = "conv2_2", RATIO = "|W'z|/|z|";

    /** What the paper allows a ratio to be off 1. */
    private static final double OFFSET = 0.05;

    /** The weights of the ℓ1 norm: the one used in the other measurements, and smaller ones. */
    private static final List<String> LAMBDAS = List.of("0.05", "0.02", "0.005");

    /** The ratios of each photo's windows. */
    private record Sample(String name, String part, String lambda, Map<String, double[]> photos) {

        double[] all() {
            return photos.values().stream().flatMapToDouble(DoubleStream::of).toArray();
        }

        Estimate mean() {
            int[] clusters = new int[all().length];
            int at = 0, photo = 0;
            for (double[] ratios : photos.values()) {
                Arrays.fill(clusters, at, at + ratios.length, photo++);
                at += ratios.length;
            }
            return Estimate.of(all(), clusters);
        }

        double largestOffset() {
            return DoubleStream.of(all()).map(r -> Math.abs(r - 1)).max().orElse(Double.NaN);
        }
    }

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        int side = experiments.scale().crop();
        List<ReportInputs.Piece> photos = inputs.pieces(
                experiments.scale().photos(), side, experiments.folder().resolve("runs/photos"));
        page.paragraph("x are up to " + experiments.scale().windows() + " windows of " + SIDE + "×" + SIDE
                + ", of the layer's input when the network sees the central " + side + "×" + side + " pixels of "
                + PictureChapter.subjects(inputs, photos)
                + ", (b) before and (c) after the ReLU of the layer below; z is Algorithm 2's, with at most one non-zero in"
                + " each 2×2 block, λ relative to max |2Wx|, at most 300 iterations a line; filters at unit norm. Standard"
                + " errors count the windows of a photo as one cluster. Random filters are random in all layers.");
        page.table(
                "filters",
                "figure",
                "λ",
                "‖Wᵀz‖/‖z‖, paper",
                "mean ± s.e.",
                "range",
                "learned − random, paired by photo",
                "windows",
                "photos");
        List<String> lambdas = experiments.scale().everyLayer() ? LAMBDAS : LAMBDAS.subList(0, 1);
        Optional<ReportInputs.Trained> trained =
                inputs.trained("VGG-16").filter(file -> file.convolutions().contains(LAYER));
        String layer = experiments.scale().everyLayer() ? LAYER : "conv1_2";
        List<Sample> learned = new ArrayList<>(), random = new ArrayList<>();
        for (String part : new String[] {"(b)", "(c)"})
            for (String lambda : lambdas) {
                Sample other =
                        sample(experiments, photos, "Gaussian, as " + layer, layer, part, lambda, Optional.empty());
                random.add(other);
                if (trained.isPresent()) {
                    Sample own = sample(
                            experiments, photos, "VGG-16's " + LAYER + ", learned", LAYER, part, lambda, trained);
                    learned.add(own);
                    row(page, own, difference(own, other));
                }
                row(page, other, "");
            }
        for (String part : new String[] {"(b)", "(c)"})
            if (!learned.isEmpty()) claim(experiments, page, part, learned, random);
        figure(experiments, page, learned, random);
    }

    private static Sample sample(
            ExperimentRunner experiments,
            List<ReportInputs.Piece> photos,
            String name,
            String layer,
            String part,
            String lambda,
            Optional<ReportInputs.Trained> trained)
            throws IOException {
        Map<String, double[]> found = new LinkedHashMap<>();
        for (ReportInputs.Piece photo : photos) {
            List<Object> keys = new ArrayList<>(List.of("image", photo.file(), "dimension", "2-d"));
            keys.addAll(
                    List.of("network", "VGG-16", "layer", layer, "code", "Recovered", "prerelu", part.equals("(b)")));
            keys.addAll(List.of(
                    "lambda",
                    lambda,
                    "length",
                    SIDE,
                    "draws",
                    experiments.scale().windows(),
                    "listdraws",
                    true));
            trained.ifPresent(file -> keys.addAll(List.of("filters", "Imported", "weights", file.file())));
            Optional<ExperimentRunner.Results> run = experiments.run(
                    "rip-recovered-" + layer + (trained.isPresent() ? "" : "-random") + "-" + part.charAt(1) + "-"
                            + lambda + "-" + photo.name(),
                    "Model-RIP",
                    keys.toArray());
            if (run.isPresent()) found.put(photo.name(), run.get().column("draw", RATIO));
        }
        return new Sample(name, part, lambda, found);
    }

    private static void row(Markdown page, Sample sample, String difference) {
        double[] all = sample.all();
        if (all.length == 0) return;
        page.row(
                sample.name,
                "3 " + sample.part,
                sample.lambda,
                "(conv5_2) within " + OFFSET + " of 1",
                sample.mean().text(3),
                String.format(
                        Locale.ROOT,
                        "%.3f … %.3f",
                        Arrays.stream(all).min().orElse(0),
                        Arrays.stream(all).max().orElse(0)),
                difference,
                "" + all.length,
                "" + sample.photos.size());
    }

    private static String difference(Sample learned, Sample random) {
        List<Double> own = new ArrayList<>(), other = new ArrayList<>();
        for (String photo : learned.photos.keySet()) {
            if (!random.photos.containsKey(photo)) continue;
            own.add(Arrays.stream(learned.photos.get(photo)).average().orElse(0));
            other.add(Arrays.stream(random.photos.get(photo)).average().orElse(0));
        }
        return own.size() < 2 ? "" : Estimate.paired(own, other).signed(3);
    }

    private static void claim(
            ExperimentRunner experiments, Markdown page, String part, List<Sample> learned, List<Sample> random) {
        List<Sample> own = learned.stream()
                .filter(s -> s.part.equals(part) && s.all().length > 0)
                .toList();
        if (own.isEmpty()) return;
        List<String> offsets = new ArrayList<>();
        int within = 0, alike = 0, overlapping = 0;
        boolean above = false, below = false;
        for (Sample sample : own) {
            double offset = sample.mean().mean() - 1;
            above |= offset > 0;
            below |= offset < 0;
            if (Math.abs(offset) <= OFFSET) within++;
            if (sample.largestOffset() <= OFFSET) alike++;
            offsets.add(String.format(Locale.ROOT, "%+.3f at λ = %s", offset, sample.lambda)
                    .replace('-', '−'));
            for (Sample other : random)
                if (other.part.equals(part)
                        && other.lambda.equals(sample.lambda)
                        && other.all().length > 0
                        && Math.abs(other.mean().mean() - sample.mean().mean())
                                <= Estimate.AGREE
                                        * Math.hypot(
                                                other.mean().error(),
                                                sample.mean().error())) overlapping++;
        }
        String words =
                "figure 3 " + part + ": the mean is off 1 by " + String.join(", ", offsets) + "; within " + OFFSET
                        + " in " + within + " of " + own.size() + ", with all windows in " + alike
                        + "; learned and random means agree in "
                        + overlapping;
        page.paragraph("Learned filters, " + words + "."
                + (above && below
                        ? " The ratio passes 1 as λ changes, so that a ratio near 1 says as much about λ, which the paper does"
                                + " not state, as about the filters."
                        : ""));
        experiments
                .claims()
                .state(
                        "Figure 3 " + part,
                        within == own.size()
                                ? Verdict.HOLDS
                                : within > 0 ? Verdict.PARTLY : above && below ? Verdict.OPEN : Verdict.FAILS,
                        TITLE,
                        words + (above && below ? "; it passes 1 between two of the λ" : "") + "; at " + LAYER
                                + ", as conv(5,2) is not at hand");
    }

    private static void figure(ExperimentRunner experiments, Markdown page, List<Sample> learned, List<Sample> random)
            throws IOException {
        Figure figure = new Figure();
        for (String part : new String[] {"(b)", "(c)"}) {
            Overlay overlay = new Overlay(RATIO);
            for (List<Sample> some : List.of(learned, random))
                for (Sample sample : some)
                    if (sample.part.equals(part)) overlay.add(sample.name + ", λ = " + sample.lambda, sample.all());
            overlay.addTo(figure, "Figure 3 " + part);
        }
        figure.show(
                experiments,
                "figure-3bc",
                "Figure 3 (b) and (c). ‖Wᵀz‖/‖z‖ of recovered codes; the dotted line is at 1.",
                page);
    }
}
