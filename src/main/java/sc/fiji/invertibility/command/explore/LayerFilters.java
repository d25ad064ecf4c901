package sc.fiji.invertibility.command.explore;

import java.io.IOException;
import sc.fiji.invertibility.filters.FilterBank;

/** The filters of a single layer. */
sealed interface LayerFilters extends FilterChoice permits MadeFilters, FileFilters {

    /**
     * Makes or reads the filters, each of unit norm.
     *
     * @param settings tells how many filters of which size, or which layer
     * @param channels the channels of the image
     * @throws IOException if a file cannot be used
     * @throws IllegalArgumentException if there are no such filters
     */
    FilterBank bank(Settings settings, int channels) throws IOException;
}
