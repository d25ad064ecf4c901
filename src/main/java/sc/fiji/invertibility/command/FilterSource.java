package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.weights.NetworkWeights;
import sc.fiji.invertibility.weights.PreprocessingRecord;
import sc.fiji.invertibility.weights.WeightFile;

/** Where the filters of a layer come from. */
sealed interface FilterSource {

    /**
     * The source that a command's parameters describe, for a single layer.
     *
     * @param family one of the families
     * @param weights for imported filters: the file
     * @param layer for imported filters: the name of a tensor, or empty for the first
     */
    static FilterSource of(
            FilterFamily family, File weights, String layer, int count, int size, int stride, long seed) {
        return family == FilterFamily.IMPORTED
                ? new Imported(weights, layer, stride)
                : new Made(family, count, size, stride, seed);
    }

    /**
     * Makes the filters, each of unit norm and without bias.
     *
     * @param channels M, the channels of the image
     * @return the bank
     * @throws IOException if a file cannot be used
     */
    FilterBank bank(int channels) throws IOException;

    /**
     * Makes a network of this layer alone, with its bias, if any, and ReLU.
     *
     * @param channels the channels of the image, for filters that need no file
     */
    NetworkSource network(int channels) throws IOException;

    /** Adds what distinguishes these filters from others. */
    Provenance describe(Provenance made);

    /**
     * Filters that need no file, for any number of channels.
     *
     * @param family any but imported ones
     * @param count K; except for random filters, the largest K
     * @param size ℓ, odd; for wavelets, the largest ℓ
     * @param stride t
     * @param seed for random filters
     */
    record Made(FilterFamily family, int count, int size, int stride, long seed) implements FilterSource {

        public Made {
            ParameterChecks.atLeast("count", 1, count);
            if (size < 1 || size % 2 == 0)
                throw new IllegalArgumentException("size: expected an odd number of pixels, but got " + size);
            ParameterChecks.atLeast("stride", 1, stride);
        }

        @Override
        public FilterBank bank(int channels) {
            return family.bank(count, channels, size, seed).withStride(stride);
        }

        @Override
        public NetworkSource network(int channels) {
            return NetworkSource.single(
                    bank(channels), Preprocessing.NONE, "filters that are not learned take any input", List.of());
        }

        @Override
        public Provenance describe(Provenance made) {
            made = made.with("count", count).with("size", size);
            return family == FilterFamily.GAUSSIAN ? made.with("seed", seed) : made;
        }
    }

    /**
     * A layer from a file of weights.
     *
     * @param weights the file
     * @param layer the name of a tensor, or empty for the first
     * @param stride t, which the weights do not specify
     */
    record Imported(File weights, String layer, int stride) implements FilterSource {

        public Imported {
            ParameterChecks.atLeast("stride", 1, stride);
            ParameterChecks.weights(weights);
            layer = layer == null ? "" : layer.strip();
        }

        @Override
        public FilterBank bank(int channels) throws IOException {
            try (WeightFile file = WeightFile.open(weights.toPath())) {
                return file.layer(layer).filterBank().normalised().withStride(stride);
            }
        }

        @Override
        public NetworkSource network(int channels) throws IOException {
            try (WeightFile file = WeightFile.open(weights.toPath())) {
                FilterBank bank = file.layer(layer).filterBank().withStride(stride);
                PreprocessingRecord record = file.preprocessing();
                boolean image = bank.channels() == record.mean().size();
                return NetworkSource.single(
                        bank,
                        image ? NetworkWeights.preprocessing(record) : Preprocessing.NONE,
                        image ? record.origin() : "the layer does not take an image",
                        image ? file.guess() : List.of());
            }
        }

        @Override
        public Provenance describe(Provenance made) {
            return made.with("weights", weights).with("layer", layer.isEmpty() ? "the first" : layer);
        }
    }
}
