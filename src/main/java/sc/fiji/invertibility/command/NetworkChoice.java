package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import sc.fiji.invertibility.network.KnownNetworks;

/**
 * A network, or a single layer, whose parameters have been checked but whose filters have not yet been made or read.
 */
interface NetworkChoice {

    /**
     * The network that a command's parameters describe.
     *
     * @param layer the layer to reach; empty for the first pooling, or the first layer of a file
     * @throws IllegalArgumentException if a parameter cannot be used
     */
    static NetworkChoice of(
            String network, String filters, File weights, String layer, int count, int size, int stride, long seed) {
        String name = Choice.NETWORK.of(network);
        FilterFamily family = FilterFamily.of(filters);
        if (name.equals(NetworkSource.SINGLE))
            return FilterSource.of(family, weights, layer, count, size, stride, seed)::network;
        NetworkFilters chosen = NetworkFilters.of(name, family, weights, seed);
        return channels -> chosen.upTo(layer);
    }

    /**
     * The layer that a parameter names; if it names none, one of the network's layers with filters.
     *
     * @param which the index, from 0, of that layer among those with filters
     */
    static String convolution(String network, String layer, int which) {
        String name = Choice.NETWORK.of(network), wanted = layer == null ? "" : layer.strip();
        if (!wanted.isEmpty() || name.equals(NetworkSource.SINGLE)) return wanted;
        return KnownNetworks.named(name).convolutions().get(which).name();
    }

    /**
     * Makes or reads the filters.
     *
     * @param channels the channels of the image, for a single layer of filters that need no file
     */
    NetworkSource source(int channels) throws IOException;
}
