package sc.fiji.invertibility.command.explore;

import java.util.List;
import java.util.Map;

/** An entry of the list of filters; choosing it reads nothing yet. */
sealed interface FilterChoice permits LayerFilters, NetworkFilters {

    /** The entry's words. */
    String label();

    /** The names of the layers that can be chosen, the first being nearest to the image; empty if there is no choice. */
    List<String> layers();

    /** The layer to begin with; empty if there is no choice. */
    default String firstLayer() {
        return layers().isEmpty() ? "" : layers().get(0);
    }

    /** Whether the way goes down through all layers of a network. */
    default boolean isNetwork() {
        return false;
    }

    /** Whether the first of three channels is blue and the last red. */
    default boolean blueFirst() {
        return false;
    }

    /** The filters' part of a description, such as <i>64 Gaussian random filters of 5×5</i>. */
    String describe(Settings settings);

    /** The command's parameters that tell these filters from others. */
    Map<String, String> parameters(Settings settings);
}
