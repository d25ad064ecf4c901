package sc.fiji.invertibility.headless;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was typed: {@code COMMAND [key=value ...] [out=DIR] [patience=SECONDS] [threads=N] [--list] [--help] [--debug]}.
 *
 * <p>The command's name may consist of several words, quoted or not; everything from the first {@code key=value} on
 * must have that form.
 *
 * @param command the command's name as typed, empty if none was
 * @param values the keys and their texts in the order typed, without {@code out}, {@code patience} and {@code threads}
 * @param out the folder for the results, if one was named
 * @param patience how long an image may take, in seconds, if that was said
 * @param threads how many images of a batch are computed at the same time, if that was said
 * @param options the options typed, each with its two dashes
 */
record CommandLine(
        String command,
        Map<String, String> values,
        Optional<String> out,
        Optional<String> patience,
        Optional<String> threads,
        Set<String> options) {

    static final String LIST = "--list";
    static final String HELP = "--help";
    static final String DEBUG = "--debug";

    private static final List<String> OPTIONS = List.of(LIST, HELP, DEBUG);

    static CommandLine parse(List<String> words) throws BadInputException {
        List<String> name = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> options = new LinkedHashSet<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (word.startsWith("--")) options.add(option(word));
            else if (equals > 0) put(values, word.substring(0, equals), word.substring(equals + 1));
            else if (values.isEmpty()) name.add(word);
            else throw new BadInputException("'" + word + "' is not of the form key=value");
        }
        Optional<String> out = Optional.ofNullable(values.remove("out"));
        Optional<String> patience = Optional.ofNullable(values.remove("patience"));
        Optional<String> threads = Optional.ofNullable(values.remove("threads"));
        return new CommandLine(
                String.join(" ", name),
                Collections.unmodifiableMap(values),
                out,
                patience,
                threads,
                Collections.unmodifiableSet(options));
    }

    boolean has(String option) {
        return options.contains(option);
    }

    private static String option(String word) throws BadInputException {
        if (!OPTIONS.contains(word))
            throw new BadInputException("unknown option '" + word + "'" + SpellingSuggestion.hint(word, OPTIONS)
                    + "; the options are " + String.join(", ", OPTIONS));
        return word;
    }

    private static void put(Map<String, String> values, String key, String value) throws BadInputException {
        if (values.putIfAbsent(key, value) != null)
            throw new BadInputException("parameter '" + key + "' is given twice");
    }
}
