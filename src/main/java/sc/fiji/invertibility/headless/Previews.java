package sc.fiji.invertibility.headless;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which images of a run get a preview. To draw and compress all of them takes 15 % as much of the processors' time as
 * to compute an image of 256×256 (docs/performance.md), so a batch has the main one, unless somebody wants to look at
 * more.
 */
enum Previews {
    ALL,
    MAIN,
    NONE;

    /** The key on the command line. */
    static final String KEY = "previews";

    /** {@return what was typed; all if nothing was} */
    static Previews of(String text) throws BadInputException {
        if (text == null) return ALL;
        for (Previews choice : values()) if (choice.name().equalsIgnoreCase(text)) return choice;
        List<String> names = Arrays.stream(values()).map(Previews::toString).toList();
        throw new BadInputException(KEY + ": unknown choice '" + text + "'" + SpellingSuggestion.hint(text, names)
                + "; expected one of: " + names.stream().collect(Collectors.joining(", ")));
    }

    /**
     * Chooses from a run's images.
     *
     * @param images the names of all that there are, in the command's order, of which the last is the main one
     */
    List<String> among(List<String> images) {
        return switch (this) {
            case ALL -> images;
            case MAIN -> images.subList(Math.max(0, images.size() - 1), images.size());
            case NONE -> List.of();
        };
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
