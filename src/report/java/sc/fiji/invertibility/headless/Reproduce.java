package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.Context;

/**
 * Repeats all measurements of the paper with given weights and images, and writes a report with the paper's numbers
 * beside them: the program behind {@code scripts/reproduce}.
 */
public final class Reproduce {

    private static final List<String> KEYS =
            List.of("weights", "images", "decoders", "banks", "kodak", "cifar", ChapterChoice.KEY, "out", "home");

    private static final String FULL = "--full";

    private static final String USAGE =
            "[--full] [weights=FILE,FILE] [images=FOLDER] [decoders=FOLDER,FOLDER] [banks=FILE,FILE]"
                    + " [kodak=FOLDER] [cifar=FOLDER] [chapters=NAME,NAME] [out=DIR]";

    /** What is measured if nothing else is given; classifiers take longer than all the rest, and only run if they are. */
    private static final Map<String, List<String>> SHARED = Map.of(
            "weights", List.of("weights/vgg16/vgg16_conv1-2_v2.caffemodel", "weights/vgg19/vgg19_conv1-3.npz"),
            "images", List.of("images/imagenet"),
            "decoders", List.of("weights/decoders", "weights/vgg19_16x"),
            "banks",
                    List.of(
                            "weights/googlenet/bvlc_googlenet.safetensors",
                            "weights/squeezenet/squeezenet_v1.1.safetensors"),
            "kodak", List.of("images/photos"));

    private final PrintStream out;
    private final PrintStream err;
    private final ReportScale usual;
    private final ReportScale full;

    Reproduce(PrintStream out, PrintStream err, ReportScale usual, ReportScale full) {
        this.out = out;
        this.err = err;
        this.usual = usual;
        this.full = full;
    }

    /**
     * Runs and ends the program: status 0 if everything was measured, 2 for bad input, 1 if a measurement failed.
     *
     * @param words keys and values as {@code scripts/reproduce --help} lists them, and {@code home=DIR}, which contains
     *     the test images
     */
    public static void main(String[] words) {
        System.exit(new Reproduce(System.out, System.err, ReportScale.USUAL, ReportScale.FULL).execute(words));
    }

    int execute(String... words) {
        try {
            List<String> keys = new ArrayList<>(Arrays.asList(words));
            ReportScale scale = keys.remove(FULL) ? full : usual;
            CommandLine line = CommandLine.parse(keys);
            if (line.has(CommandLine.HELP)) {
                out.println("scripts/reproduce " + USAGE);
                return 0;
            }
            check(line);
            return write(line, scale);
        } catch (BadInputException problem) {
            err.println("error: " + OneLineMessage.of(problem.getMessage()));
            return 2;
        } catch (IOException | RuntimeException failure) {
            err.println("error: " + OneLineMessage.of(String.valueOf(failure.getMessage())));
            return 1;
        }
    }

    private int write(CommandLine line, ReportScale scale) throws BadInputException, IOException {
        Path home = Path.of(line.values().getOrDefault("home", "."));
        ChapterChoice chapters = ChapterChoice.of(line.values().getOrDefault(ChapterChoice.KEY, ""));
        Path folder = Path.of(line.out().orElse(home.resolve("target/reproduce").toString()));
        StagingFolder.open(folder).close(); // so that a folder that cannot be written to is reported now
        ReportInputs inputs = ReportInputs.of(key -> or(line, key, home), home.resolve("test-images/photo.png"));
        Files.createDirectories(folder);
        OutputSuppression suppression = OutputSuppression.begin();
        try (Context context = PlainContext.create()) {
            ExperimentRunner experiments = new ExperimentRunner(context, folder, scale, err);
            out.println(new Report(experiments, inputs, chapters).write());
            return experiments.failures().isEmpty() ? 0 : 1;
        } finally {
            suppression.end();
        }
    }

    private static void check(CommandLine line) throws BadInputException {
        if (!line.command().isEmpty())
            throw new BadInputException("'" + line.command() + "' is not of the form key=value");
        for (String key : line.values().keySet())
            if (!KEYS.contains(key))
                throw new BadInputException("unknown parameter '" + key + "'" + SpellingSuggestion.hint(key, KEYS)
                        + "; the parameters are: weights, images, decoders, banks, kodak, cifar, chapters, out");
    }

    /** What was given, even if it is empty, or else what was found in the optional folder beside the project. */
    private static Optional<String> or(CommandLine line, String key, Path home) {
        String given = line.values().get(key);
        if (given != null) return Optional.of(given);
        List<String> there = new ArrayList<>();
        for (String name : SHARED.getOrDefault(key, List.of())) {
            Path path = home.resolve("../shared").resolve(name).normalize();
            if (Files.exists(path)) there.add(path.toString());
        }
        return there.isEmpty() ? Optional.empty() : Optional.of(String.join(",", there));
    }
}
