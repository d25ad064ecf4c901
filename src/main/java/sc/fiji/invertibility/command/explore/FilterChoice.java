package sc.fiji.invertibility.command.explore;

import java.util.List;
import java.util.Map;

/** An entry in the list of filters; nothing is read when it is chosen. */
sealed interface FilterChoice permits LayerFilters, NetworkFilters {

    /** The text of the entry. */
    String label();

    /**
     * The names of the layers that can be chosen, the first being nearest to the image; empty if there is no choice.
     */
    List<String> layers();

    /** The layer to begin with; empty if there is no choice. */
    default String firstLayer() {
        return layers().isEmpty() ? "" : layers().get(0);
    }

    /** Whether all layers of a network below the chosen one are undone. */
    default boolean isNetwork() {
        return false;
    }

    /** Whether the first of three channels is blue and the last red. */
    default boolean blueFirst() {
        return false;
    }

    /** The filters' part of a description, such as <i>64 Gaussian random filters of 5×5</i>. */
    String describe(Settings settings);

    /** The command's parameters that select these filters. */
    Map<String, String> parameters(Settings settings);
}
