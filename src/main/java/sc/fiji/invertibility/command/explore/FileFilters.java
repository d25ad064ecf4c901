package sc.fiji.invertibility.command.explore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.weights.LayerInfo;
import sc.fiji.invertibility.weights.LayerKind;
import sc.fiji.invertibility.weights.WeightFile;

/**
 * One layer of a file of weights, with each filter scaled to unit norm.
 *
 * @param file the file
 * @param layers the names of its convolutions that fit the channels of the explored image, at least one
 * @param blueFirst whether its filters for images expect blue first
 */
record FileFilters(Path file, List<String> layers, boolean blueFirst) implements LayerFilters {

    /** The convolutions of an open file for images of so many channels. */
    static List<String> layers(WeightFile file, int channels) {
        return file.layers().stream()
                .filter(layer -> layer.kind() == LayerKind.CONVOLUTION && layer.channels() * layer.groups() == channels)
                .map(LayerInfo::name)
                .toList();
    }

    @Override
    public String label() {
        return file.getFileName() + ", one layer";
    }

    @Override
    public String describe(Settings settings) {
        return "filters of " + settings.layer() + " of " + file.getFileName();
    }

    @Override
    public Map<String, String> parameters(Settings settings) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("filters", "Imported");
        parameters.put("weights", file.toString());
        parameters.put("layer", settings.layer());
        return parameters;
    }

    @Override
    public FilterBank bank(Settings settings, int channels) throws IOException {
        try (WeightFile open = WeightFile.open(file)) {
            return open.layer(settings.layer()).filterBank().normalised();
        }
    }
}
