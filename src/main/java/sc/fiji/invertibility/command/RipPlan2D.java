package sc.fiji.invertibility.command;

import java.io.IOException;
import java.util.Locale;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.measure.RipExperiment;

/**
 * Random codes of a layer in two dimensions, pooled in small blocks (section 4.4, figure 3 (a)).
 *
 * @param parameters the user's parameters
 */
record RipPlan2D(ModelRipParameters parameters) implements RipPlan {

    @Override
    public RipFindings measure(Engine engine, Monitor monitor) throws IOException {
        int side = ParameterChecks.atLeast("length", 1, parameters.length),
                block = ParameterChecks.atLeast("pool", 1, parameters.pool);
        boolean padded = new Choice<Boolean>("padding")
                .or("Same", true)
                .or("None", false)
                .of(parameters.padding);
        FilterFamily family = FilterFamily.of(parameters.filters);
        FilterBank bank;
        long k = parameters.nonzeros;
        if (k > 0) bank = bank(family);
        else {
            if (parameters.image == null)
                throw new IllegalArgumentException("nonzeros: 0 means as many as in the image's own activations,"
                        + " but no image is given; expected an image, or a number of at least 1");
            LayerInput input = parameters.layerInput(parameters.shown(parameters.image), 0);
            input.source().notes().forEach(parameters::warn);
            bank = input.bank();
            double sparsity = input.sparsity(engine, block, monitor.part(0, 0.1));
            k = RipExperiment.nonzeros(padded ? bank : bank.withPadding(Padding.VALID), side, block, sparsity);
            parameters.inform(String.format(
                    Locale.ROOT,
                    "non-zeros of the image's activations: %.4g %%, which makes k = %d",
                    100 * sparsity,
                    k));
        }
        if (family == FilterFamily.IMPORTED)
            parameters.warnOfUseless(bank, parameters.layer.isBlank() ? "the layer" : parameters.layer.strip());
        FilterBank filters = padded ? bank : bank.withPadding(Padding.VALID);
        nonzerosUpTo(side, block, filters, k);
        boolean random = family == FilterFamily.GAUSSIAN;
        RipExperiment experiment = RipExperiment.twoDimensional(
                random ? s -> like(filters, s) : s -> filters,
                random ? Math.min(parameters.banks, parameters.draws) : 1,
                side,
                block,
                k,
                parameters.draws,
                parameters.seed);
        Monitor rest = monitor.part(parameters.nonzeros > 0 ? 0 : 0.1, 1);
        return RipFindings.of(experiment, parameters.certificate, engine, rest);
    }

    private static void nonzerosUpTo(int side, int block, FilterBank bank, long k) {
        if (side + 2 * bank.padding().y() < bank.height()
                || side + 2 * bank.padding().x() < bank.width())
            throw new IllegalArgumentException("length: expected at least the filter size, " + bank.width() + "×"
                    + bank.height() + ", but got " + side);
        RipPlan.nonzerosUpTo(RipExperiment.nonzeros(bank, side, block, 1), "blocks", k);
    }

    /** The layer's filters, which need no image; for random ones, only the shape matters. */
    private FilterBank bank(FilterFamily family) throws IOException {
        String name = Choice.NETWORK.of(parameters.network),
                wanted = parameters.layer == null ? "" : parameters.layer.strip();
        boolean single = name.equals(NetworkSource.SINGLE);
        if (!single) family.orGaussian("a network");
        if (family == FilterFamily.IMPORTED)
            return LayerFilters.imported(name, parameters.weights, wanted)
                    .get(0)
                    .bank();
        return single
                ? family.bank(parameters.count, parameters.channels, parameters.size, parameters.seed)
                : LayerFilters.gaussian(name, wanted, parameters.seed).get(0).bank();
    }

    /** Random filters of the same shape. */
    private static FilterBank like(FilterBank shape, long seed) {
        return GaussianFilters.rectangular(shape.filters(), shape.filterChannels(), shape.height(), shape.width(), seed)
                .withGroups(shape.groups())
                .withStride(shape.stride())
                .withPadding(shape.padding());
    }
}
