package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** What switches, signs and values know of the image, over layers and photos. */
final class AblationChapter implements Chapter {

    static final String TITLE = "What do the switches know?";

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        int side = experiments.scale().crop();
        List<ReportInputs.Piece> photos = inputs.pieces(
                experiments.scale().photos(), side, experiments.folder().resolve("runs/photos"));
        page.paragraph(
                "The paper concludes that the switches hold considerable information. Here parts of a layer's code (2×2"
                        + " blocks, all units kept, no ReLU) are replaced, and the input is reconstructed by one transposed convolution,"
                        + " scaled by least squares: a code that knows nothing leaves an error of 1. Random switches and values are drawn"
                        + " anew for each photo. Mean ± s.e. over n = " + photos.size() + " photos (central " + side
                        + "×" + side
                        + " pixels).");
        page.table(
                "layer",
                "true code",
                "top-left switches",
                "random switches",
                "signs only",
                "random signs",
                "random magnitudes",
                "random values",
                "entropy of a switch, bits");
        Map<String, Object[]> layers = new LinkedHashMap<>();
        layers.put("Gaussian, 64×3×5×5", new Object[] {});
        Optional<ReportInputs.Trained> trained = inputs.trained("VGG-16");
        if (trained.isPresent())
            for (String layer : trained.get().convolutions()) {
                layers.put("VGG-16's " + layer, new Object[] {
                    "network",
                    "VGG-16",
                    "filters",
                    "Imported",
                    "weights",
                    trained.get().file(),
                    "layer",
                    layer
                });
                layers.put("Gaussian, as " + layer, new Object[] {"network", "VGG-16", "layer", layer});
            }
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, Object[]> layer : layers.entrySet())
            row(experiments, photos, layer.getKey(), layer.getValue(), page, words);
        if (!words.isEmpty()) page.paragraph(String.join(" ", words));
        page.paragraph(
                "This is one linear pass with the values that pooling gave. Values that are fitted to their positions by"
                        + " iterations are another matter: see \"" + PictureChapter.TITLE + "\" and \""
                        + PursuitChapter.TITLE
                        + "\", also with top-left positions.");
    }

    private static void row(
            ExperimentRunner experiments,
            List<ReportInputs.Piece> photos,
            String name,
            Object[] keys,
            Markdown page,
            List<String> words)
            throws IOException {
        Map<String, List<Double>> errors = new LinkedHashMap<>();
        List<Double> entropy = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            List<Object> all = new ArrayList<>(List.of("image", photos.get(i).file(), "seed", i + 1));
            all.addAll(List.of(keys));
            String folder = "ablation-" + name.replaceAll("[^A-Za-z0-9_]+", "-") + "-"
                    + photos.get(i).name();
            Optional<ExperimentRunner.Results> run = experiments.run(folder, "Switch Ablation", all.toArray());
            if (run.isEmpty()) return;
            for (TableRow row : run.get().table("ablation")) {
                errors.computeIfAbsent(row.text("code"), c -> new ArrayList<>()).add(row.number("relative_error"));
                if (row.text("code").equals("true")) entropy.add(row.number("entropy_of_switches_bits"));
            }
        }
        if (entropy.isEmpty()) return;
        List<String> cells = new ArrayList<>(List.of(name));
        errors.values().forEach(list -> cells.add(Estimate.of(list).text(3)));
        cells.add(Estimate.of(entropy).text(4));
        page.row(cells.toArray(String[]::new));
        Estimate gain = Estimate.paired(errors.get("random switches"), errors.get("true"));
        words.add(String.format(
                Locale.ROOT,
                "%s: random switches instead of true ones change the error by %s (paired by photo%s).",
                name,
                gain.signed(3),
                photos.size() > 1 && gain.away(0) <= Estimate.AGREE ? ", not decided" : ""));
        if (name.startsWith("Gaussian, 64"))
            experiments
                    .claims()
                    .state(
                            "Section 5",
                            photos.size() < 2 || gain.away(0) <= Estimate.AGREE
                                    ? Verdict.OPEN
                                    : Verdict.of(gain.mean() > 0),
                            TITLE,
                            "a switch has " + Estimate.of(entropy).text(3)
                                    + " of 2 bits; in one scaled pass, true switches "
                                    + (gain.mean() > 0 ? "gain " : "lose ")
                                    + String.format(Locale.ROOT, "%.3f", Math.abs(gain.mean()))
                                    + " of relative error against random ones, right signs "
                                    + Estimate.paired(errors.get("random signs"), errors.get("true"))
                                            .text(3));
    }
}
