package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How the input of a file's network is preprocessed: as of the known network whose first layer the file has, whatever
 * else it says; else as it states, or as is usual for its format.
 *
 * @param record how
 * @param guessed whether only the format tells it
 */
record FoundPreprocessing(PreprocessingRecord record, boolean guessed) {

    /**
     * Looks for it.
     *
     * @param file where a first layer that might be known is read
     * @param contents what the file says and is usual
     */
    static FoundPreprocessing of(WeightFile file, FileContents contents) throws IOException {
        Optional<PreprocessingRecord> known = known(file, contents);
        PreprocessingRecord usual = contents.preprocessing();
        if (known.isPresent() || contents.statesPreprocessing())
            return new FoundPreprocessing(known.orElse(usual), false);
        return new FoundPreprocessing(usual.in(usual.order(), "a guess: " + usual.origin()), true);
    }

    private static Optional<PreprocessingRecord> known(WeightFile file, FileContents contents) throws IOException {
        for (LayerInfo info : file.layers()) {
            if (!KnownFirstLayer.possible(info)) continue;
            try {
                return KnownFirstLayer.preprocessing(
                        file.layer(info.source()).weights(), info.height(), contents.preprocessing());
            } catch (WeightsException damaged) {
                // Whoever asks for this layer is told; another one may be read nevertheless.
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** What a user should know: a sentence if it is guessed. */
    List<String> remarks() {
        if (!guessed) return List.of();
        return List.of(
                "how colours become the network's input is " + record.origin() + ", " + record.order()
                        + ", as its first layer is none of those known; if red and blue are reversed, choose the preprocessing");
    }
}
