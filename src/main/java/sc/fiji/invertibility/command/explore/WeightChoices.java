package sc.fiji.invertibility.command.explore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.weights.NetworkWeights;
import sc.fiji.invertibility.weights.WeightFile;
import sc.fiji.invertibility.weights.WeightsException;

/** The filters of a file of weights that fit an image. */
final class WeightChoices {

    private WeightChoices() {}

    /**
     * Reads the contents of a file, but no weights.
     *
     * @param path the file
     * @param channels the channels of the image
     * @return at least one entry for the list of filters; the network, if it is a known one, comes first
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if nothing in it fits such an image
     */
    static List<FilterChoice> of(Path path, int channels) throws IOException {
        try (WeightFile file = WeightFile.open(path)) {
            List<FilterChoice> choices = new ArrayList<>();
            try {
                choices.add(NetworkFilters.of(file, NetworkWeights.architecture(file)));
            } catch (WeightsException unknown) {
                // its layers may still be used as single layers
            }
            List<String> layers = FileFilters.layers(file, channels);
            if (!layers.isEmpty()) choices.add(new FileFilters(path, layers, NetworkFilters.blueFirst(file)));
            if (choices.isEmpty())
                throw new IllegalArgumentException("weights: " + path.getFileName()
                        + " has no layer for images whose number of channels is " + channels
                        + ", and it is no known network");
            return choices;
        }
    }
}
