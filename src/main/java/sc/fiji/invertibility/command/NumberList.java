package sc.fiji.invertibility.command;

import java.util.List;
import java.util.stream.Stream;

/** Whole numbers that a user lists with commas. */
final class NumberList {

    private NumberList() {}

    /**
     * Reads a list.
     *
     * @param key the parameter's name
     * @param text numbers, separated by commas
     * @param least the smallest number allowed
     * @throws IllegalArgumentException if there is none, or something else
     */
    static List<Integer> of(String key, String text, int least) {
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
