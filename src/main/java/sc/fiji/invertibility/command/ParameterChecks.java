package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sc.fiji.invertibility.weights.WeightsException;

/** Checks of parameters, which SciJava leaves to the command if they come from a macro. */
final class ParameterChecks {

    private ParameterChecks() {}

    /** What some work gives; what it says of bad input is said of a parameter. */
    static <T> T of(String key, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    /** The reading of a file. */
    interface Reading<T> {

        /** What the file holds. */
        T read() throws IOException;
    }

    /** What is read from the file that a parameter names; what is wrong with the file is said of that parameter. */
    static <T> T read(String key, Reading<T> work) throws IOException {
        try {
            return work.read();
        } catch (WeightsException | IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    static int atLeast(String key, int least, int value) {
        if (value < least)
            throw new IllegalArgumentException(
                    key + ": expected a whole number of at least " + least + ", but got " + value);
        return value;
    }

    static Path file(String key, File file) {
        if (file == null || file.getPath().isBlank())
            throw new IllegalArgumentException(key + ": expected a file, but none is given");
        return file.toPath();
    }

    /** A file that is to be written, in a folder that there is. */
    static Path safetensors(String key, File file) {
        Path target = file.toPath().toAbsolutePath();
        if (target.getFileName() == null)
            throw new IllegalArgumentException(key + ": this is a folder, not a file: " + target);
        if (!target.getFileName().toString().endsWith(".safetensors"))
            throw new IllegalArgumentException(
                    key + ": expected a file name that ends in .safetensors, but got " + target.getFileName());
        if (!Files.isDirectory(target.getParent()))
            throw new IllegalArgumentException(key + ": there is no folder " + target.getParent());
        return target;
    }

    /** The file that imported filters come from. */
    static File weights(File file) {
        if (file == null || file.getPath().isBlank())
            throw new IllegalArgumentException("weights: expected a file, as filters is 'Imported'");
        return file;
    }

    static double notNegative(String key, double value) {
        if (!(value >= 0 && Double.isFinite(value)))
            throw new IllegalArgumentException(key + ": expected a number of at least 0, but got " + value);
        return value;
    }

    static double aboveZero(String key, double value) {
        if (!(value > 0 && Double.isFinite(value)))
            throw new IllegalArgumentException(key + ": expected a number above 0, but got " + value);
        return value;
    }

    static double percentage(String key, double value) {
        if (!(value > 0 && value <= 100))
            throw new IllegalArgumentException(key + ": expected a percentage above 0 and up to 100, but got " + value);
        return value;
    }

    /**
     * Reads whole numbers that a user lists with commas.
     *
     * @param key the parameter's name
     * @param text numbers, separated by commas
     * @param least the smallest number allowed
     * @throws IllegalArgumentException if there is none, or something else
     */
    static List<Integer> numbers(String key, String text, int least) {
        try {
            List<Integer> numbers = Stream.of((text == null ? "" : text).split(","))
                    .map(one -> Integer.parseInt(one.strip()))
                    .toList();
            if (numbers.stream().allMatch(one -> one >= least)) return numbers;
        } catch (NumberFormatException e) {
            // The message below says it all.
        }
        throw new IllegalArgumentException(key + ": expected whole numbers of at least " + least
                + ", separated by commas, but got '" + text + "'");
    }
}
