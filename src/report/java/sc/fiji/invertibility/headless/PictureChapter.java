package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** The paper's claim on photos: reconstructed from the pooled activations of one layer, with numbers. */
final class PictureChapter implements Chapter {

    static final String TITLE = "One layer forward and back: Wᵀ𝕄(Wx, k) on photos";

    private record Setting(String unpooling, int iterations) {

        String caption() {
            return iterations
                    + (iterations == 1 ? " iteration, " : " iterations, ")
                    + unpooling.toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final List<Setting> SETTINGS = List.of(
            new Setting("Top-left", 1),
            new Setting("Top-left", 10),
            new Setting("Switches", 1),
            new Setting("Switches", 10));

    private record Measured(double error, double psnr) {}

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        int side = experiments.scale().crop();
        Path runs = experiments.folder().resolve("runs");
        List<ReportInputs.Piece> photos = inputs.pieces(experiments.scale().photos(), side, runs.resolve("photos"));
        page.heading(2, TITLE);
        page.paragraph("The central " + side + "×" + side + " pixels of " + subjects(inputs, photos)
                + ", 2×2 pooling, all pooled units; one iteration is scaled to the norm of x, ten are Algorithm 1 with the"
                + " normalised step. Mean ± s.e. over photos. The paper has no such table."
                + blueFirst(inputs));
        page.table("filters", "put back at", "iterations", "‖x̂ − x‖/‖x‖", "PSNR (dB)", "n");
        Path picture = inputs.piece(side, runs.resolve("piece-" + side + ".png"));
        Figure figure = new Figure();
        List<String> words = new ArrayList<>();
        rows(experiments, "Gaussian, 64×3×5×5", "random", photos, page, words);
        pictures(experiments, "random", picture, figure);
        for (ReportInputs.Trained trained : inputs.trained()) {
            Object[] keys = {"filters", "Imported", "weights", trained.file()};
            rows(experiments, trained.network() + "'s first layer", trained.network(), photos, page, words, keys);
            if (!trained.network().equals("VGG-19")) pictures(experiments, trained.network(), picture, figure, keys);
        }
        if (!words.isEmpty())
            page.paragraph("Switches against top-left, paired by photo, difference of the errors: "
                    + String.join("; ", words) + ".");
        figure.show(
                experiments,
                "picture",
                "The repository's own test image and its reconstruction with each setting; it is not part of the statistics.",
                page);
    }

    static String subjects(ReportInputs inputs, List<ReportInputs.Piece> photos) {
        return inputs.images().isPresent()
                ? photos.size() + " photos, evenly spaced by name, of the folder "
                        + inputs.images().get().getFileName()
                : "the repository's test image, as no folder of photos was given";
    }

    private static String blueFirst(ReportInputs inputs) {
        List<String> reversed = inputs.trained().stream()
                .filter(ReportInputs.Trained::blueFirst)
                .map(ReportInputs.Trained::network)
                .toList();
        return reversed.isEmpty()
                ? ""
                : " The first layer of " + String.join(" and of ", reversed)
                        + " was trained with blue first; a single layer is"
                        + " given the image as it is, with red first and without the network's mean.";
    }

    private static void rows(
            ExperimentRunner experiments,
            String filters,
            String name,
            List<ReportInputs.Piece> photos,
            Markdown page,
            List<String> words,
            Object... keys)
            throws IOException {
        Map<Setting, List<Double>> errors = new LinkedHashMap<>();
        for (Setting setting : SETTINGS) {
            List<Double> error = new ArrayList<>(), psnr = new ArrayList<>();
            for (ReportInputs.Piece photo : photos) {
                Optional<Measured> measured =
                        measured(run(experiments, name + "-" + photo.name(), photo.file(), setting, keys));
                measured.ifPresent(one -> error.add(one.error));
                measured.ifPresent(one -> psnr.add(one.psnr));
            }
            errors.put(setting, error);
            if (!error.isEmpty())
                page.row(
                        filters,
                        setting.unpooling.toLowerCase(java.util.Locale.ROOT),
                        "" + setting.iterations,
                        Estimate.of(error).text(3),
                        Estimate.of(psnr).text(1),
                        "" + error.size());
        }
        if (errors.values().stream().anyMatch(list -> list.size() != photos.size())) return;
        Estimate one = Estimate.paired(errors.get(SETTINGS.get(2)), errors.get(SETTINGS.get(0)));
        Estimate ten = Estimate.paired(errors.get(SETTINGS.get(3)), errors.get(SETTINGS.get(1)));
        words.add(filters + ": " + one.signed(3) + " after one iteration, " + ten.signed(3) + " after ten");
        if (!name.equals("random") && photos.size() > 1 && !name.equals("VGG-19"))
            experiments
                    .claims()
                    .state(
                            "Section 5",
                            ten.mean() + Estimate.AGREE * ten.error() < 0 ? Verdict.HOLDS : Verdict.OPEN,
                            TITLE,
                            "switches instead of the top-left change the error of " + filters
                                    + " after ten iterations by " + ten.signed(3) + " (n = " + photos.size()
                                    + " photos)");
    }

    private static void pictures(ExperimentRunner experiments, String name, Path picture, Figure figure, Object... keys)
            throws IOException {
        figure.picture(picture, "original");
        for (Setting setting : SETTINGS) {
            Optional<ExperimentRunner.Results> run = run(experiments, name + "-figure", picture, setting, keys);
            if (run.isPresent()) figure.picture(run.get().file("reconstruction.png"), name + ": " + setting.caption());
        }
    }

    private static Optional<ExperimentRunner.Results> run(
            ExperimentRunner experiments, String name, Path image, Setting setting, Object... keys) throws IOException {
        boolean single = setting.iterations == 1;
        Object[] common = {
            "image",
            image,
            "iterations",
            setting.iterations,
            "unpooling",
            setting.unpooling,
            "step",
            single ? "Unit" : "Normalised",
            "scaling",
            single ? "Match norm" : "None"
        };
        return experiments.run(
                "layer-" + name + "-" + setting.unpooling + "-" + setting.iterations,
                "Reconstruct From Layer",
                Stream.concat(Arrays.stream(common), Arrays.stream(keys)).toArray());
    }

    private static Optional<Measured> measured(Optional<ExperimentRunner.Results> run) throws IOException {
        if (run.isEmpty()) return Optional.empty();
        List<TableRow> rows = run.get().table("summary");
        TableRow last = rows.get(rows.size() - 1);
        return Optional.of(new Measured(last.number("relative_error"), last.number("psnr_db")));
    }
}
