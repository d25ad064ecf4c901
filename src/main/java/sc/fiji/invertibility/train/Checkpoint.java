package sc.fiji.invertibility.train;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.weights.DistinctKeys;
import sc.fiji.invertibility.weights.NamedTensor;
import sc.fiji.invertibility.weights.SafetensorsWriter;
import sc.fiji.invertibility.weights.TensorInfo;
import sc.fiji.invertibility.weights.WeightFile;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * Parameters in a safetensors file, with what a run needs to go on from there: what the optimiser remembers ({@code
 * NAME#WHAT}), and a JSON record under {@code training}. It is also the file of the trained model; whatever else
 * describes that is recorded under names of its own.
 *
 * @param tensors the parameters by their names, and what the optimiser remembers of them
 * @param progress where the run is
 * @param metadata what describes the model
 */
public record Checkpoint(Map<String, NamedTensor> tensors, Progress progress, Map<String, String> metadata) {

    private static final String TRAINING = "training";

    /**
     * Where a run is.
     *
     * @param epoch epochs that were completed
     * @param steps steps that were taken
     * @param seconds how long that took
     * @param optimiser {@link Optimiser#record}
     * @param seed of dropout
     * @param firstLoss the loss of the first step, before it
     * @param history what each epoch came to
     */
    public record Progress(
            int epoch,
            long steps,
            double seconds,
            String optimiser,
            long seed,
            double firstLoss,
            List<EpochReport> history) {}

    /**
     * Takes a checkpoint of parameters.
     *
     * @param parameters the parameters, which are downloaded
     * @param progress where the run is
     * @param metadata what describes the model, by names other than {@code training}
     * @return the checkpoint
     */
    public static Checkpoint of(List<Parameter> parameters, Progress progress, Map<String, String> metadata) {
        Map<String, NamedTensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            tensors.put(parameter.name(), parameter.tensor());
            for (NamedTensor memory : parameter.memories()) tensors.put(memory.name(), memory);
        }
        return new Checkpoint(tensors, progress, metadata);
    }

    /**
     * Writes the file under a temporary name and renames it, so that an earlier one stays if that fails.
     *
     * @param file the file
     * @throws IOException if it cannot be written, in one sentence
     */
    public void write(Path file) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>(metadata);
        entries.put(TRAINING, new Gson().toJson(progress));
        try {
            SafetensorsWriter.write(List.copyOf(tensors.values()), entries, file);
        } catch (IOException e) {
            String why = e instanceof FileSystemException system && system.getReason() != null
                    ? system.getReason()
                    : e.getMessage();
            throw new IOException(
                    "the checkpoint " + file + " cannot be written: " + why
                            + "; if there was an earlier one, it is still there",
                    e);
        }
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return the checkpoint
     * @throws IOException if it cannot be read, or is none, in one sentence
     */
    public static Checkpoint read(Path file) throws IOException {
        try (WeightFile weights = WeightFile.open(file)) {
            Map<String, String> entries = new LinkedHashMap<>(weights.metadata());
            Progress progress = progress(file, entries.remove(TRAINING));
            Map<String, NamedTensor> tensors = new LinkedHashMap<>();
            List<TensorInfo> infos = new ArrayList<>(weights.tensors());
            for (TensorInfo info : infos) tensors.put(info.name(), weights.read(info.name()));
            return new Checkpoint(tensors, progress, entries);
        }
    }

    private static Progress progress(Path file, String json) throws WeightsException {
        if (json == null)
            throw new WeightsException(file + " has no record of a training, expected a file that training wrote");
        try {
            DistinctKeys.require(json);
            Progress progress = new Gson().fromJson(json, Progress.class);
            if (progress == null || progress.epoch() < 0 || progress.steps() < 0 || progress.history() == null)
                throw new JsonParseException("epochs or steps below 0, or no history");
            return progress;
        } catch (IllegalArgumentException twice) {
            throw new WeightsException(file + " has a damaged record of its training: " + twice.getMessage(), twice);
        } catch (JsonParseException | NullPointerException e) {
            throw new WeightsException(
                    file + " has a damaged record of its training, expected epochs, steps and history as JSON", e);
        }
    }

    /**
     * Sets parameters to those of this checkpoint.
     *
     * @param parameters parameters of the same names and sizes
     * @throws IllegalArgumentException if one is missing or has another size
     */
    public void restore(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            NamedTensor values = tensors.get(parameter.name());
            if (values == null)
                throw new IllegalArgumentException("the checkpoint has no " + parameter.name() + ", it has "
                        + String.join(", ", tensors.keySet()));
            parameter.set(values.data());
            String prefix = parameter.name() + "#";
            tensors.forEach((name, tensor) -> {
                if (name.startsWith(prefix)) parameter.remember(name.substring(prefix.length()), tensor.data());
            });
        }
    }
}
