package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scijava.Context;

/**
 * Repeats all measurements of the paper with given weights and images, and writes a report with the paper's numbers
 * beside them: the program behind {@code scripts/reproduce}.
 */
public final class Reproduce {

    private static final List<String> KEYS = List.of("weights", "images", "decoders", "banks", "cifar", "out", "home");

    private static final String FULL = "--full";

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
     * @param words {@code [--full] [weights=FILE,FILE] [images=FOLDER] [decoders=FOLDER,FOLDER] [banks=FILE,FILE] [cifar=FOLDER] [out=DIR] home=DIR}, where {@code home} contains the test
     *     images
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
                out.println(
                        "scripts/reproduce [--full] [weights=FILE,FILE] [images=FOLDER] [decoders=FOLDER,FOLDER] [banks=FILE,FILE] [cifar=FOLDER] [out=DIR]");
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
        Path folder = Path.of(line.out().orElse(home.resolve("target/reproduce").toString()));
        StagingFolder.open(folder).close(); // so that a folder that cannot be written to is reported now
        ReportInputs inputs = ReportInputs.of(
                or(
                        line,
                        "weights",
                        found(home, "weights/vgg16/vgg16_conv1-2_v2.caffemodel", "weights/vgg19/vgg19_conv1-3.npz")),
                or(line, "images", found(home, "images/imagenet")),
                or(line, "decoders", found(home, "weights/decoders", "weights/vgg19_16x")),
                home.resolve("test-images/photo.png"),
                or(
                        line,
                        "banks",
                        found(
                                home,
                                "weights/googlenet/bvlc_googlenet.safetensors",
                                "weights/squeezenet/squeezenet_v1.1.safetensors")),
                or(line, "cifar", found(home, "images/cifar10_jpeg.zip")));
        Files.createDirectories(folder);
        OutputSuppression suppression = OutputSuppression.begin();
        try (Context context = PlainContext.create()) {
            ExperimentRunner experiments = new ExperimentRunner(context, folder, scale, err);
            out.println(new Report(experiments, inputs).write());
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
                        + "; the keys are: weights, images, decoders, banks, cifar, out");
    }

    /** What was given, even if it is empty, or else what was found. */
    private static Optional<String> or(CommandLine line, String key, Optional<String> found) {
        String given = line.values().get(key);
        return given == null ? found : Optional.of(given).filter(text -> !text.isBlank());
    }

    /** Those files of the optional folder {@code shared} beside the project that exist. */
    private static Optional<String> found(Path home, String... names) {
        List<String> there = new ArrayList<>();
        for (String name : names) {
            Path path = home.resolve("../shared").resolve(name).normalize();
            if (Files.exists(path)) there.add(path.toString());
        }
        return there.isEmpty() ? Optional.empty() : Optional.of(String.join(",", there));
    }
}
