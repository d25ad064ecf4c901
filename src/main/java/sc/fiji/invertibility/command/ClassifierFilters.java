package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.classify.ClassifierArchitecture;
import sc.fiji.invertibility.classify.FilterLayer;
import sc.fiji.invertibility.classify.FilterRecipe;
import sc.fiji.invertibility.classify.FixedFilters;
import sc.fiji.invertibility.classify.ImageForm;
import sc.fiji.invertibility.classify.WhitenedPatches;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.weights.FilterFingerprint;
import sc.fiji.invertibility.weights.WeightFile;

/** The fixed filters of a classifier that the user chose. */
record ClassifierFilters(String filters, String architecture, File weights, String network, String layer, long seed) {

    /** The soft-max sees maps of about this width and height, as in the paper. */
    private static final int GRID = 4;

    FixedFilters of(ImageForm form) throws IOException {
        if (!filters.equalsIgnoreCase("Imported")) return made();
        ParameterChecks.weights(weights);
        return network.equalsIgnoreCase(NetworkSource.SINGLE) ? single(form) : network(form);
    }

    private FixedFilters made() {
        ClassifierArchitecture layers = ClassifierArchitecture.parse(architecture);
        FilterRecipe recipe =
                filters.equalsIgnoreCase("Patches") ? WhitenedPatches.recipe(seed) : FilterRecipe.gaussian(seed);
        return FixedFilters.of(filters + ", seed " + seed, layers, recipe);
    }

    private FixedFilters single(ImageForm form) throws IOException {
        ClassifierArchitecture layers = ClassifierArchitecture.parse(architecture);
        FilterBank bank;
        try (WeightFile file = WeightFile.open(weights.toPath())) {
            bank = file.layer(layer == null ? "" : layer.strip()).filterBank().normalised();
        }
        ClassifierArchitecture.Stage stage = layers.stages().get(0);
        String own = "(" + bank.filters() + ")" + bank.height() + "c";
        if (layers.stages().size() != 1 || stage.filters() != bank.filters() || stage.size() != bank.height())
            throw new IllegalArgumentException("architecture: the imported layer is one of " + own
                    + ", expected for example '" + own + "-2pmax-4pave', but got '" + architecture + "'");
        requireChannels(bank.channels(), form);
        return FixedFilters.of(origin(List.of(bank)), layers, (number, of, maps, map) -> bank);
    }

    private FixedFilters network(ImageForm form) throws IOException {
        NetworkSource source =
                NetworkFilters.of(network, FilterFamily.IMPORTED, weights, 0).upTo(layer == null ? "" : layer.strip());
        requireChannels(source.pass().network().architecture().channels(), form);
        List<FilterLayer> layers = new ArrayList<>();
        for (Layer each : source.pass().layers()) {
            if (each instanceof Layer.Convolution convolution) {
                layers.add(new FilterLayer(source.pass().network().bank(convolution), 1));
            } else if (each instanceof Layer.MaxPool pool) {
                FilterLayer below = layers.remove(layers.size() - 1);
                layers.add(new FilterLayer(below.bank(), pool.pooling().window()));
            }
        }
        Shape top = source.pass().output(form.shape());
        int average = Math.max(1, Math.min(top.height(), top.width()) / GRID);
        return FixedFilters.of(
                origin(layers.stream().map(FilterLayer::bank).toList()) + ", " + network + " up to "
                        + source.pass().last().name(),
                source.preprocessing(),
                layers,
                average);
    }

    /** Files of one name may hold different filters. */
    private String origin(List<FilterBank> banks) {
        return "imported from " + weights.getName() + " (" + FilterFingerprint.of(banks) + ")";
    }

    private static void requireChannels(int channels, ImageForm form) {
        if (channels != form.shape().channels())
            throw new IllegalArgumentException("weights: the filters are for images whose number of channels is "
                    + channels + ", but for these it is " + form.shape().channels());
    }
}
