package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables 2 and 7: how many activations of each layer are not zero. */
final class SparsityChapter implements Chapter {

    @Override
    public void write(Laboratory laboratory, Materials materials, Markdown page) throws IOException {
        page.heading(2, "Tables 2 and 7: sparsity of activations");
        if (materials.trained().stream().noneMatch(trained -> !trained.network().equals("VGG-19")))
            page.paragraph("Left out: the tables are of trained networks, and no weights of VGG-16 or AlexNet were"
                    + " given.");
        for (Materials.Trained trained : materials.trained())
            if (!trained.network().equals("VGG-19")) write(laboratory, materials, trained, page);
    }

    private static void write(Laboratory laboratory, Materials materials, Materials.Trained trained, Markdown page)
            throws IOException {
        Optional<Laboratory.Results> one = run(laboratory, trained, "sparsity-picture", "image", materials.picture());
        Optional<Laboratory.Results> many = materials.images().isEmpty()
                ? Optional.empty()
                : run(
                        laboratory,
                        trained,
                        "sparsity-folder",
                        "folder",
                        materials.images().get());
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
                + " paper's are means over ILSVRC 2012's 50,000 validation images, these over the images named, a"
                + " choice that is not random; differences of a point or more are beyond the standard error of 100"
                + " photos, and the paper does not tell how it resized and cropped. The picture is the repository's own"
                + " drawing of leaves. Layers that the weights do not reach are left out.");
    }

    private static Optional<Laboratory.Results> run(
            Laboratory laboratory, Materials.Trained trained, String name, String key, Path images, Object... more)
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
        return laboratory.run(
                name,
                "Activation Sparsity",
                Stream.concat(Arrays.stream(common), Arrays.stream(more)).toArray());
    }

    private static Map<String, Map<String, String>> rows(Optional<Laboratory.Results> results) throws IOException {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        if (results.isPresent())
            for (Map<String, String> row : results.get().table("sparsity")) rows.put(row.get("layer"), row);
        return rows;
    }
}
