package sc.fiji.invertibility.command;

import java.io.File;
import java.util.List;
import org.scijava.plugin.Parameter;

/** The parameters of all commands that work with chosen filters. */
abstract class FilterParameters extends InvertibilityCommand {

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Cosine", "Gabor"},
            description = "Random filters, or those of a file of weights. " + FilterFamily.ABOUT)
    String filters = "Gaussian random";

    @Parameter(persist = false, required = false, label = "Weights file", description = ToolTips.WEIGHTS)
    File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "For imported filters: the name of a layer or of its tensor. Empty: the first one.")
    String layer = "";

    @Parameter(persist = false, label = "Number of filters", min = "1", description = FilterFamily.COUNT)
    int count = 64;

    @Parameter(
            persist = false,
            label = "Filter size (pixels)",
            min = "1",
            stepSize = "2",
            description = FilterFamily.SIZE)
    int size = 5;

    @Parameter(persist = false, label = "Seed", description = ToolTips.SEED)
    long seed = 1;

    /** Whether the filters are those of a single layer, not of a whole network. */
    boolean isSingleLayer() {
        return true;
    }

    @Override
    protected IneffectiveParameters ineffective() {
        return IneffectiveParameters.ofFilters(FilterFamily.of(filters), isSingleLayer());
    }

    @Override
    public List<String> suggestions(String key) {
        return key.equals("layer") ? LayerNamesOf.file(weights) : super.suggestions(key);
    }
}
