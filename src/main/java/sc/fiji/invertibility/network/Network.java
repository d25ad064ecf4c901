package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/**
 * An architecture with filter banks for all or some of its convolutions; a partial network can be used up to the first
 * convolution that has none.
 */
public final class Network {

    private final Architecture architecture;
    private final Map<String, FilterBank> banks;

    private Network(Architecture architecture, Map<String, FilterBank> banks) {
        this.architecture = architecture;
        this.banks = banks;
    }

    /**
     * Makes a network of given filters.
     *
     * @param architecture the layers
     * @param banks filters by the name of their layer, in any form that {@link Architecture#find} knows; their stride,
     *     padding and groups are set to the layer's
     * @return the network
     * @throws IllegalArgumentException if a name is unknown, is not that of a convolution or occurs twice, or if
     *     filters have the wrong size
     */
    public static Network of(Architecture architecture, Map<String, FilterBank> banks) {
        Map<String, FilterBank> fitted = new LinkedHashMap<>();
        banks.forEach((name, bank) -> {
            if (!(architecture.layer(name) instanceof Layer.Convolution layer))
                throw new IllegalArgumentException(name + " of " + architecture + " is not a convolution");
            if (fitted.put(layer.name(), layer.fit(bank)) != null)
                throw new IllegalArgumentException("filters for " + layer.name() + " are given twice");
        });
        return new Network(architecture, fitted);
    }

    /**
     * Makes a network of random filters with entries N(0, 1)/√(Mℓ²), where M is the number of channels that one filter
     * sees, and without biases. A layer's filters depend on the seed and on the layer's index, not on the layers above.
     *
     * @param architecture the layers; {@link Architecture#upTo} leaves out those that are not needed
     * @param seed any number
     * @return the network
     */
    public static Network gaussian(Architecture architecture, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        Map<String, FilterBank> banks = new LinkedHashMap<>();
        for (Layer.Convolution c : architecture.convolutions())
            banks.put(
                    c.name(),
                    c.fit(GaussianFilters.rectangular(
                            c.filters(), c.channels() / c.groups(), c.height(), c.width(), seeds.nextLong())));
        return new Network(architecture, banks);
    }

    /**
     * Makes a network of one convolution, {@code conv1}, and possibly one pooling layer, {@code pool1}.
     *
     * @param bank the filters with their stride, padding and groups
     * @param rectification what follows the convolution
     * @param pooling what follows the rectification, or null for nothing
     * @return the network
     */
    public static Network singleLayer(FilterBank bank, Rectification rectification, Pooling pooling) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Convolution(
                "conv1",
                bank.filters(),
                bank.channels(),
                bank.height(),
                bank.width(),
                bank.stride(),
                bank.padding(),
                bank.groups(),
                rectification));
        if (pooling != null) layers.add(new Layer.MaxPool("pool1", pooling));
        return new Network(Architecture.of("Single layer", bank.channels(), layers), Map.of("conv1", bank));
    }

    /** {@return the layers} */
    public Architecture architecture() {
        return architecture;
    }

    /**
     * Returns the filters of a convolution.
     *
     * @param layer one of the architecture's convolutions
     * @return the bank with the layer's stride, padding and groups
     * @throws IllegalArgumentException if it has no filters
     */
    public FilterBank bank(Layer.Convolution layer) {
        FilterBank bank = banks.get(layer.name());
        if (bank == null) throw new IllegalArgumentException("there are no filters for " + layer.name());
        return bank;
    }

    /** {@return the first convolution without filters, or empty if the network is complete} */
    public Optional<Layer.Convolution> firstMissing() {
        return architecture.convolutions().stream()
                .filter(layer -> !banks.containsKey(layer.name()))
                .findFirst();
    }

    /**
     * Returns the name of the last layer that there are filters for on the whole way from the image.
     *
     * @return its name; mirrored borders are no layer of their own here; that of the first layer if it has no filters
     */
    public String reach() {
        List<Layer> layers = architecture.layers();
        int end = firstMissing().map(layers::indexOf).orElse(layers.size()) - 1;
        while (end > 0 && layers.get(end) instanceof Layer.Reflection) end--;
        return layers.get(Math.max(0, end)).name();
    }

    /**
     * Finds a layer, and checks that it can be computed.
     *
     * @param name any of its names
     * @return the layer
     * @throws IllegalArgumentException if there is no such layer, or filters for a layer below it are missing; the
     *     message names the first of these
     */
    public Layer layer(String name) {
        Layer layer = architecture.layer(name);
        for (Layer below : architecture.through(layer))
            if (below instanceof Layer.Convolution && !banks.containsKey(below.name()))
                throw new IllegalArgumentException("the weights reach " + reached() + ": for " + layer.name() + " of "
                        + architecture + " the filters of " + below.name() + " are missing");
        return layer;
    }

    private String reached() {
        return banks.containsKey(architecture.convolutions().get(0).name()) ? "up to " + reach() : "no layer";
    }
}
