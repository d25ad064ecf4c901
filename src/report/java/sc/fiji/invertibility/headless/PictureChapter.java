package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The paper's claim in a picture: one reconstructed from the pooled activations of one layer, with numbers. */
final class PictureChapter implements Chapter {

    private record Setting(String caption, String unpooling, int iterations) {}

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        int side = experiments.scale().crop();
        page.heading(2, "One layer forward and back: Wᵀ𝕄(Wx, k) on a picture");
        Path piece = inputs.piece(side, experiments.folder().resolve("runs/piece-" + side + ".png"));
        page.paragraph("The picture's central " + side + "×" + side
                + " pixels, 2×2 pooling, all pooled units; one iteration is scaled to the picture's norm, ten"
                + " are Algorithm 1 with the normalised step. The paper has no such table; its bound implies"
                + " small errors if the switches are known.");
        page.table("filters", "put back at", "iterations", "‖x̂ − x‖/‖x‖", "PSNR (dB)");
        Figure figure = new Figure();
        rows(experiments, "Gaussian, 64×3×5×5", "random", piece, page, figure);
        for (ReportInputs.Trained trained : inputs.trained())
            rows(
                    experiments,
                    trained.network() + "'s first layer",
                    trained.network(),
                    piece,
                    page,
                    trained.network().equals("VGG-19") ? new Figure() : figure, // its first layer resembles VGG-16's
                    "filters",
                    "Imported",
                    "weights",
                    trained.file());
        page.paragraph("A single pass adds up overlapping filters, which hides the benefit of the switches; ten"
                + " iterations undo that, and then the switches decide how much is reconstructed. Learned"
                + " first-layer filters are nearly parallel (table 3) and converge more slowly.");
        figure.show(experiments, "picture", "The picture and its reconstruction with each setting.", page);
    }

    private static void rows(
            ExperimentRunner experiments,
            String filters,
            String name,
            Path piece,
            Markdown page,
            Figure figure,
            Object... keys)
            throws IOException {
        figure.picture(piece, "original");
        for (Setting setting : List.of(
                new Setting("1 iteration, top-left", "Top-left", 1),
                new Setting("10 iterations, top-left", "Top-left", 10),
                new Setting("1 iteration, switches", "Switches", 1),
                new Setting("10 iterations, switches", "Switches", 10))) {
            Object[] common = {
                "image",
                piece,
                "iterations",
                setting.iterations(),
                "unpooling",
                setting.unpooling(),
                "step",
                setting.iterations() == 1 ? "Unit" : "Normalised",
                "scaling",
                setting.iterations() == 1 ? "Match norm" : "None"
            };
            Optional<ExperimentRunner.Results> run = experiments.run(
                    "picture-" + name + "-" + setting.unpooling() + "-" + setting.iterations(),
                    "Reconstruct From Layer",
                    Stream.concat(Arrays.stream(common), Arrays.stream(keys)).toArray());
            if (run.isEmpty()) continue;
            List<Map<String, String>> rows = run.get().table("summary");
            Map<String, String> last = rows.get(rows.size() - 1);
            page.row(
                    filters,
                    setting.unpooling().toLowerCase(Locale.ROOT),
                    "" + setting.iterations(),
                    Markdown.number(last.get("relative_error"), 3),
                    Markdown.number(last.get("psnr_db"), 1));
            figure.picture(run.get().file("reconstruction.png"), name + ": " + setting.caption());
        }
    }
}
