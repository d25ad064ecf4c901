package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sc.fiji.invertibility.measure.PaperTables;

/** Deep layers of other trained networks, as stand-ins for VGG's conv4 and conv5. */
final class DeepLayersChapter implements Chapter {

    static final String TITLE = "Deep layers of other networks, as proxies for conv4 and conv5";

    private static final int SIDE = 15;

    /** A layer, the size of its bank, and the layer of VGG that it stands for. */
    private record Deep(String network, String layer, int filters, String like) {}

    private static final List<Deep> LAYERS = List.of(
            new Deep("googlenet", "inception_4a/3x3", 208, "conv4_2"),
            new Deep("googlenet", "inception_4e/3x3", 320, "conv4_3"),
            new Deep("googlenet", "inception_4e/5x5", 128, "conv4_3"),
            new Deep("googlenet", "inception_5a/3x3", 320, "conv5_1"),
            new Deep("googlenet", "inception_5b/3x3", 384, "conv5_2"),
            new Deep("googlenet", "inception_5b/5x5", 128, "conv5_2"),
            new Deep("squeezenet", "fire6/expand3x3", 192, "conv4_2"),
            new Deep("squeezenet", "fire9/expand3x3", 256, "conv5_2"));

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        if (inputs.banks().isEmpty()) {
            page.paragraph("Left out: no files of GoogLeNet's or SqueezeNet's filters were given (banks=FILE,FILE).");
            return;
        }
        page.paragraph(
                "The paper measures VGG-16's conv5_2, whose weights are not available here. **These layers are not VGG's**:"
                        + " they are as deep in other networks trained on the same images, measured as single banks at unit norm on "
                        + SIDE + "×" + SIDE
                        + " maps with 2×2 blocks, k as table 2's sparsity of the VGG layer named, taken of the pooled"
                        + " units. Lower bounds of δ come with witnesses, as above; n = 40 draws a layer.");
        page.table(
                "layer",
                "stands for",
                "coherence, signed",
                "in magnitude",
                "k",
                "‖Wᵀz‖/‖z‖",
                "range",
                "δ_k ≥",
                "δ_2k ≥",
                "error, support known",
                "error, switches");
        for (Deep deep : LAYERS)
            for (Path file : inputs.banks())
                if (file.getFileName().toString().toLowerCase(Locale.ROOT).contains(deep.network))
                    row(experiments, deep, file, page);
    }

    private static void row(ExperimentRunner experiments, Deep deep, Path file, Markdown page) throws IOException {
        String folder = deep.network + "-" + deep.layer.replace('/', '-');
        Optional<ExperimentRunner.Results> coherence = experiments.run(
                "coherence-" + folder,
                "Filter Coherence",
                "network",
                "Single layer",
                "filters",
                "Imported",
                "weights",
                file,
                "layer",
                deep.layer,
                "seeds",
                1);
        double percent = PaperTables.VGG16.nonzeroPercent(deep.like).orElseThrow();
        int k = experiments.scale().everyLayer() ? ReportScale.ofUnits(deep.filters, SIDE, percent) : 10;
        Optional<ExperimentRunner.Results> run = experiments.run(
                "rip-" + folder,
                "Model-RIP",
                "dimension",
                "2-d",
                "filters",
                "Imported",
                "weights",
                file,
                "layer",
                deep.layer,
                "length",
                SIDE,
                "nonzeros",
                k,
                "draws",
                40,
                "certificate",
                1);
        if (coherence.isEmpty() || run.isEmpty()) return;
        TableRow alike = coherence.get().table("coherence").get(0);
        RipRows rip = RipRows.of(run.get());
        page.row(
                deep.network + "'s " + deep.layer,
                deep.like,
                Markdown.number(alike.text("signed"), 3),
                Markdown.number(alike.text("absolute"), 3),
                "" + k,
                rip.meanOf("|W'z|/|z|"),
                rip.rangeOf("|W'z|/|z|"),
                bound(run.get(), "delta_k"),
                bound(run.get(), "delta_2k"),
                rip.meanOf("error, support known"),
                rip.meanOf("error, switches, 1 iteration"));
    }

    private static String bound(ExperimentRunner.Results run, String constant) throws IOException {
        double most = run.table("bounds").stream()
                .filter(row -> row.text("constant").equals(constant))
                .mapToDouble(row -> row.number("lower_bound"))
                .max()
                .orElse(Double.NaN);
        return Markdown.number("" + most, 2);
    }
}
