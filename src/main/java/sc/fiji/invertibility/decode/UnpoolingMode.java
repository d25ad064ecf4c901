package sc.fiji.invertibility.decode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a decoding network puts a pooled value back.
 *
 * @param kind what decides about the place
 * @param row of a fixed place, the row in the window, from 0; negative ones count from the last, which is −1
 * @param column likewise
 */
public record UnpoolingMode(Kind kind, int row, int column) {

    /** What decides about the place. */
    public enum Kind {
        /** The encoder's switches: a what-where autoencoder. */
        SWITCHES,
        /** Nothing: all places of the window get the value. */
        REPETITION,
        /** The same place in every window. */
        FIXED
    }

    /** The places that the values came from. */
    public static final UnpoolingMode SWITCHES = new UnpoolingMode(Kind.SWITCHES, 0, 0);

    /** All places: nearest-neighbour interpolation. */
    public static final UnpoolingMode REPETITION = new UnpoolingMode(Kind.REPETITION, 0, 0);

    /** The paper's naive upsampling. */
    public static final UnpoolingMode TOP_LEFT = new UnpoolingMode(Kind.FIXED, 0, 0);

    /** Caffe's place for unpooling without switches, of windows of 2×2. */
    public static final UnpoolingMode BOTTOM_RIGHT = new UnpoolingMode(Kind.FIXED, -1, -1);

    private static final Pattern FIXED = Pattern.compile("(-?\\d{1,3})\\s*,\\s*(-?\\d{1,3})");

    private static final Map<String, UnpoolingMode> NAMED = named();

    /** {@return the places that have names} */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    /**
     * Finds a place by its name.
     *
     * @param name one of {@link #names}, in any case, or {@code row,column} of a fixed place
     * @return the place
     * @throws IllegalArgumentException if there is no such place; the message lists the names
     */
    public static UnpoolingMode of(String name) {
        for (Map.Entry<String, UnpoolingMode> place : NAMED.entrySet())
            if (place.getKey().equalsIgnoreCase(name.strip())) return place.getValue();
        Matcher fixed = FIXED.matcher(name.strip());
        if (fixed.matches())
            return new UnpoolingMode(Kind.FIXED, Integer.parseInt(fixed.group(1)), Integer.parseInt(fixed.group(2)));
        throw new IllegalArgumentException("unknown place '" + name + "'; expected one of: "
                + String.join(", ", NAMED.keySet()) + ", or row,column in the window");
    }

    /**
     * Returns the position of a fixed place.
     *
     * @param window the side of the pooling window
     * @return the row-major position in the window
     * @throws IllegalArgumentException if the place lies outside the window
     */
    int position(int window) {
        int y = row < 0 ? row + window : row, x = column < 0 ? column + window : column;
        if (y < 0 || x < 0 || y >= window || x >= window)
            throw new IllegalArgumentException(
                    "decoder: the place " + this + " lies outside windows of " + window + "×" + window);
        return y * window + x;
    }

    @Override
    public String toString() {
        Optional<String> name = NAMED.entrySet().stream()
                .filter(place -> place.getValue().equals(this))
                .map(Map.Entry::getKey)
                .findFirst();
        return name.orElse(row + "," + column);
    }

    private static Map<String, UnpoolingMode> named() {
        Map<String, UnpoolingMode> named = new LinkedHashMap<>();
        named.put("switches", SWITCHES);
        named.put("repetition", REPETITION);
        named.put("top-left", TOP_LEFT);
        named.put("top-right", new UnpoolingMode(Kind.FIXED, 0, -1));
        named.put("bottom-left", new UnpoolingMode(Kind.FIXED, -1, 0));
        named.put("bottom-right", BOTTOM_RIGHT);
        return named;
    }
}
