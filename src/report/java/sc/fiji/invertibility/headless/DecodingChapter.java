package sc.fiji.invertibility.headless;

import ij.IJ;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** Table 4 in image space, and figures 4 and 5, with trained decoding networks, over photos. */
final class DecodingChapter implements Chapter {

    private static final String COMPRESSED = "VGG-19, 16 times smaller";

    /**
     * A pooling of an encoder with a decoding network for it.
     *
     * @param name of the encoder, and of the decoder if it was trained in this run
     * @param slug the same in names of files
     * @param network the encoder's layers
     * @param weights its file
     * @param decoder the decoder's file
     * @param pool the pooling layer
     * @param photos what they are measured on, and none of which was learnt from
     */
    private record Pair(
            String name, String slug, String network, Path weights, Path decoder, String pool, List<Path> photos) {

        static Pair own(DecoderTraining.Trained one, List<Path> photos) {
            String network = one.encoder().network();
            String slug = network.toLowerCase(Locale.ROOT).replace("-", "") + "-own";
            return new Pair(
                    network + ", trained here", slug, network, one.encoder().file(), one.file(), one.pool(), photos);
        }
    }

    /** The title, to which the table of claims links. */
    static final String TITLE = "Table 4 in image space, figures 4 and 5: trained decoding networks";

    /** The errors of a pair over photos, one number a photo. */
    private record Errors(List<Double> learned, List<Double> random, List<Double> noise) {

        Errors() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        Estimate difference() {
            return Estimate.paired(learned, random);
        }
    }

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        List<Path> photos = photos(inputs, experiments.scale().everyLayer() ? 12 : 1);
        List<Pair> pairs = pairs(inputs, photos);
        List<DecoderTraining.Trained> own = DecoderTraining.run(experiments, inputs);
        for (DecoderTraining.Trained one : own) pairs.add(Pair.own(one, inputs.kodakPhotos()));
        if (pairs.isEmpty()) {
            page.paragraph("Left out: no decoding networks were given (`decoders=FOLDER,FOLDER`).");
            return;
        }
        page.paragraph(
                "As in section 4.5: the activations x of a pooling layer, x̂ of one iteration with the filters of the"
                        + " layer above or with Gaussian ones (top-left unpooling, 2×2 blocks, as many units kept as that layer"
                        + " has non-zeros), and Gaussian activations, all of the norm of x, are decoded by a network that was"
                        + " trained for this, and compared: ‖D(x̂) − D(x)‖/‖D(x)‖ in image space, in the encoder's units and not clamped. Over "
                        + photos.size()
                        + " photos (256 pixels on the shorter side, central 224×224), mean ± standard error;"
                        + " the difference is that of each photo's two errors, learned minus random.");
        table(experiments, pairs, page);
        page.paragraph(
                "The decoders of VGG-19 were trained on conv1_2 and conv2_2, before the pooling: pooled values are"
                        + " repeated for them. The network that was made 16 times smaller is a stand-in for the paper's four"
                        + " macro layers, not the paper's network: its decoders are for conv2_1 to conv5_1, to which the"
                        + " encoder's own convolution leads up from each pooling. The paper's decoders for VGG-16, from pool1 to"
                        + " pool4, are not available here; its numbers stand beside for their order alone. "
                        + ofItsOwn(experiments, inputs, own));
        figures(experiments, inputs, pairs, page);
    }

    private static String ofItsOwn(ExperimentRunner experiments, ReportInputs inputs, List<DecoderTraining.Trained> own)
            throws IOException {
        return own.isEmpty()
                ? "No decoders were trained in this run; `--full` trains them for pool1 and pool2 of VGG-16 and pool2 of"
                        + " VGG-19, from the folder of photos."
                : String.format(
                        Locale.ROOT,
                        "Those for %s were trained in this run, each for %s minutes with the layer's switches, from the"
                                + " folder of photos, and measured on %d of Kodak's. Where the weights lack the layer above the"
                                + " pooling, there is no learned row, and random filters keep the paper's percentage of that layer.",
                        String.join(
                                ", ",
                                own.stream()
                                        .map(one -> one.encoder().network() + "'s " + one.pool())
                                        .toList()),
                        experiments.scale().decoderMinutes(),
                        inputs.kodakPhotos().size());
    }

    private static void table(ExperimentRunner experiments, List<Pair> pairs, Markdown page) throws IOException {
        page.table(
                "encoder",
                "layer",
                "space",
                "learned",
                "random",
                "random activations",
                "learned − random",
                "paper (VGG-16): learned, random, random activations",
                "n");
        List<String> words = new ArrayList<>();
        int compared = 0, ordered = 0, better = 0;
        for (Pair pair : pairs)
            for (String space : new String[] {"activation", "image"}) {
                Errors errors = new Errors();
                for (Path photo : pair.photos) add(experiments, pair, photo, space, errors);
                if (errors.random.isEmpty()) continue;
                boolean learned = !errors.learned.isEmpty();
                page.row(
                        pair.name,
                        pair.pool,
                        space,
                        learned ? mean(errors.learned) : "no filters above",
                        mean(errors.random),
                        mean(errors.noise),
                        errors.learned.size() < 2 ? "" : errors.difference().signed(3),
                        printed(pair.pool, space),
                        "" + errors.random.size());
                if (space.equals("activation") || errors.learned.size() < 2) continue;
                compared++;
                Estimate difference = errors.difference();
                String[] paper = printed(pair.pool, space).split(", ");
                boolean learnedFirst = Double.parseDouble(paper[0]) < Double.parseDouble(paper[1]);
                if (difference.away(0) > Estimate.AGREE && difference.mean() < 0 == learnedFirst) ordered++;
                if (Estimate.paired(errors.learned, errors.noise).mean() < 0
                        && Estimate.paired(errors.random, errors.noise).mean() < 0) better++;
                words.add(pair.name + ", " + pair.pool + ": " + difference.signed(3));
            }
        if (compared > 0) claims(experiments, compared, ordered, better, words);
    }

    private static void claims(
            ExperimentRunner experiments, int compared, int ordered, int better, List<String> words) {
        experiments
                .claims()
                .state(
                        "Table 4, image space",
                        ordered > 0 ? Verdict.PARTLY : Verdict.FAILS,
                        TITLE,
                        "with trained decoders, learned and random filters have the paper's order, by more than "
                                + (int) Estimate.AGREE + " s.e., in " + ordered + " of " + compared
                                + " layers; learned − random is " + String.join("; ", words));
        for (String figure : List.of("Figure 4", "Figure 5"))
            experiments
                    .claims()
                    .state(
                            figure,
                            better == compared ? Verdict.PARTLY : better > 0 ? Verdict.OPEN : Verdict.FAILS,
                            TITLE,
                            "with other decoders than the paper's, both kinds of filters have smaller mean errors in image space than random"
                                    + " activations in " + better + " of " + compared + " layers");
    }

    private static void add(ExperimentRunner experiments, Pair pair, Path photo, String space, Errors errors)
            throws IOException {
        Optional<ExperimentRunner.Results> run = experiments.run(
                "decoding-" + pair.slug + "-" + pair.pool + "-" + photo.getFileName(),
                "Layer-wise Error",
                "image",
                photo,
                "network",
                pair.network,
                "filters",
                "Imported",
                "weights",
                pair.weights,
                "decoders",
                pair.decoder,
                "layer",
                pair.pool);
        if (run.isEmpty()) return;
        for (TableRow row : run.get().table("layerwise"))
            if (row.text("layer").equals(pair.pool) && row.text("space").equals(space)) {
                if (!row.text("learned").isBlank()) errors.learned.add(row.number("learned"));
                errors.random.add(row.number("random_mean"));
                errors.noise.add(row.number("random_activations"));
            }
    }

    private static String mean(List<Double> values) {
        return Estimate.of(values).text(3);
    }

    private static String printed(String pool, String space) {
        boolean image = space.equals("image");
        return switch (pool) {
            case "pool1" -> image ? "0.423, 0.380, 0.610" : "0.895, 0.872, 1.414";
            case "pool2" -> image ? "0.692, 0.438, 0.864" : "0.961, 0.926, 1.414";
            case "pool3" -> image ? "0.326, 0.345, 0.652" : "0.912, 0.862, 1.414";
            case "pool4" -> image ? "0.379, 0.357, 0.436" : "1.051, 0.992, 1.414";
            default -> "";
        };
    }

    /** Figure 5, and with its last row figure 4: a row for each layer. */
    private static void figures(ExperimentRunner experiments, ReportInputs inputs, List<Pair> pairs, Markdown page)
            throws IOException {
        Path piece = inputs.piece(224, experiments.folder().resolve("runs/piece-224.png"));
        for (String name : pairs.stream().map(Pair::name).distinct().toList()) {
            List<ImageProcessor> rows = new ArrayList<>();
            String slug = "";
            for (Pair pair : pairs) {
                if (!pair.name.equals(name)) continue;
                slug = pair.slug;
                Optional<ExperimentRunner.Results> run = experiments.run(
                        "figure-5-" + slug + "-" + pair.pool,
                        "Decode Activations",
                        "image",
                        piece,
                        "network",
                        pair.network,
                        "weights",
                        pair.weights,
                        "decoder",
                        pair.decoder,
                        "layer",
                        pair.pool);
                if (run.isPresent())
                    rows.add(IJ.openImage(run.get().file("decoded.png").toString())
                            .getProcessor()
                            .convertToRGB());
            }
            if (rows.isEmpty()) continue;
            Path pictures = Files.createDirectories(experiments.folder().resolve("pictures"));
            ImageIO.write(
                    stacked(rows).getBufferedImage(),
                    "png",
                    pictures.resolve("figure-5-" + slug + ".png").toFile());
            page.picture(
                    "As figures 4 and 5, " + name
                            + ": the picture; what is decoded from a pooling layer's own activations,"
                            + " from those of one iteration with the filters of the layer above (where the weights have them),"
                            + " with Gaussian filters, and from Gaussian activations.",
                    "pictures/figure-5-" + slug + ".png");
        }
    }

    /** Pictures below one another. */
    private static ImageProcessor stacked(List<ImageProcessor> rows) {
        int width = rows.stream().mapToInt(ImageProcessor::getWidth).max().orElse(1);
        int height = rows.stream().mapToInt(ImageProcessor::getHeight).sum();
        ImageProcessor sheet = new ColorProcessor(width, height);
        int y = 0;
        for (ImageProcessor row : rows) {
            sheet.insert(row, 0, y);
            y += row.getHeight();
        }
        return sheet;
    }

    /** Those of VGG-19 with the weights that were given, and those that lie beside their own encoders. */
    private static List<Pair> pairs(ReportInputs inputs, List<Path> photos) {
        List<Pair> pairs = new ArrayList<>();
        for (Path folder : inputs.decoders()) {
            for (int block = 1; block <= 2; block++) {
                Path decoder = folder.resolve("vgg19_decoder_conv" + block + "_2.npz");
                String pool = "pool" + block;
                if (Files.exists(decoder))
                    inputs.trained("VGG-19")
                            .ifPresent(vgg -> pairs.add(
                                    new Pair("VGG-19", "vgg19", "VGG-19", vgg.file(), decoder, pool, photos)));
            }
            for (int block = 2; block <= 5; block++) {
                Path decoder = folder.resolve("decoder_conv" + block + "_1.pth");
                Path encoder = folder.resolve("encoder_conv" + block + "_1.pth");
                if (Files.exists(decoder) && Files.exists(encoder))
                    pairs.add(new Pair(
                            COMPRESSED, "vgg19-16x", "VGG-19", encoder, decoder, "pool" + (block - 1), photos));
            }
        }
        return pairs;
    }

    /** Photos of the folder, evenly spaced; without one, the picture. */
    private static List<Path> photos(ReportInputs inputs, int count) throws IOException {
        if (inputs.images().isEmpty()) return List.of(inputs.picture());
        try (var files = Files.list(inputs.images().get())) {
            List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
            int some = Math.min(count, all.size());
            return IntStream.range(0, some)
                    .mapToObj(i -> all.get(i * all.size() / some))
                    .toList();
        }
    }
}
