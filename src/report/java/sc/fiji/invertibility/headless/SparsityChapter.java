package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables 2 and 7: the percentage of non-zero activations in each layer. */
final class SparsityChapter implements Chapter {

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, "Tables 2 and 7: sparsity of activations");
        if (inputs.trained().stream().noneMatch(trained -> !trained.network().equals("VGG-19")))
            page.paragraph(
                    "Left out: the tables are of trained networks, and no weights of VGG-16 or AlexNet were given.");
        for (ReportInputs.Trained trained : inputs.trained())
            if (!trained.network().equals("VGG-19")) write(experiments, inputs, trained, page);
    }

    private static void write(
            ExperimentRunner experiments, ReportInputs inputs, ReportInputs.Trained trained, Markdown page)
            throws IOException {
        Optional<ExperimentRunner.Results> one =
                run(experiments, trained, "sparsity-picture", "image", inputs.picture());
        Optional<ExperimentRunner.Results> many = inputs.images().isEmpty()
                ? Optional.empty()
                : run(
                        experiments,
                        trained,
                        "sparsity-folder",
                        "folder",
                        inputs.images().get());
        Map<String, Map<String, String>> picture = rows(one), folder = rows(many);
        Map<String, Map<String, String>> layers = folder.isEmpty() ? picture : folder;
        String count = folder.isEmpty()
                ? "no folder given"
                : folder.values().iterator().next().get("images") + " photos, mean ± sd";
        page.heading(3, trained.network() + ", % of non-zeros");
        page.table("layer", "paper", count, "this picture");
        for (Map.Entry<String, Map<String, String>> layer : layers.entrySet()) {
            Map<String, String> mean = folder.getOrDefault(layer.getKey(), Map.of());
            page.row(
                    layer.getKey(),
                    Markdown.number(layer.getValue().get("paper_percent"), 1),
                    mean.isEmpty()
                            ? ""
                            : Markdown.spread(mean.get("nonzero_percent_mean"), mean.get("nonzero_percent_sd"), 2),
                    Markdown.number(
                            picture.getOrDefault(layer.getKey(), Map.of()).get("nonzero_percent_mean"), 2));
        }
        page.paragraph("Shorter side to 256 pixels, central 224×224, after ReLU and pooling. Why they differ: the"
                + " paper's values are means over the 50,000 validation images of ILSVRC 2012, these over the"
                + " images named, which were not chosen at random; differences of a point or more exceed the"
                + " standard error of 100 photos, and the paper does not say how images were resized and"
                + " cropped. The picture is the repository's own drawing of leaves. Layers that the weights do"
                + " not reach are left out.");
    }

    private static Optional<ExperimentRunner.Results> run(
            ExperimentRunner experiments,
            ReportInputs.Trained trained,
            String name,
            String key,
            Path images,
            Object... more)
            throws IOException {
        Object[] common = {
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
            "256 and crop 224"
        };
        return experiments.run(
                name,
                "Activation Sparsity",
                Stream.concat(Arrays.stream(common), Arrays.stream(more)).toArray());
    }

    private static Map<String, Map<String, String>> rows(Optional<ExperimentRunner.Results> results)
            throws IOException {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        if (results.isPresent())
            for (Map<String, String> row : results.get().table("sparsity")) rows.put(row.get("layer"), row);
        return rows;
    }
}
