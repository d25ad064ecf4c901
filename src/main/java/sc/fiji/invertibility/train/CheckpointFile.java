package sc.fiji.invertibility.train;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a training keeps its checkpoint: beside the file of its model, until that is saved.
 *
 * @param path the checkpoint's file
 * @param training what must be the same for a training to go on, called as the command calls it; recorded in the
 *     checkpoint
 * @param resumes whether to go on from a checkpoint that is already there; else it is replaced
 */
public record CheckpointFile(Path path, Map<String, String> training, boolean resumes) {

    /** Letters of the random name under which a file is written before it is renamed. */
    private static final String PART = ".????????-????-????-????-????????????.part";

    /**
     * The checkpoint beside a model.
     *
     * @param model the file in which the trained model will be saved
     * @param training what must be the same for a training to go on
     * @param resumes whether to go on from a checkpoint that is already there
     * @return the checkpoint's file
     */
    public static CheckpointFile beside(Path model, Map<String, String> training, boolean resumes) {
        return new CheckpointFile(path(model), Collections.unmodifiableMap(new LinkedHashMap<>(training)), resumes);
    }

    /**
     * The name of a model's checkpoint.
     *
     * @param model the file of the model
     * @return the file beside it
     */
    public static Path path(Path model) {
        return model.resolveSibling(model.getFileName() + ".checkpoint");
    }

    /**
     * Returns the checkpoint to go on from.
     *
     * @return the checkpoint; empty if there is none, or none is wanted
     * @throws IllegalArgumentException if it is of another training
     * @throws IOException if it cannot be read, in one sentence
     */
    public Optional<Checkpoint> earlier() throws IOException {
        if (!resumes || !Files.exists(path)) return Optional.empty();
        Checkpoint checkpoint = Checkpoint.read(path);
        if (!checkpoint.metadata().equals(training))
            throw new IllegalArgumentException("save: the checkpoint " + path.getFileName()
                    + " is of another training, " + differences(checkpoint.metadata())
                    + "; choose another file, remove it, or start anew with resume=false");
        return Optional.of(checkpoint);
    }

    /** What differs between the checkpoint's training and this one, with both values. */
    private String differences(Map<String, String> recorded) {
        if (!recorded.keySet().equals(training.keySet())) return "of another kind or by another version of the plugin";
        return training.entrySet().stream()
                .filter(now -> !Objects.equals(recorded.get(now.getKey()), now.getValue()))
                .map(now -> now.getKey() + " was " + recorded.get(now.getKey()) + " and is " + now.getValue())
                .collect(Collectors.joining(", "));
    }

    /**
     * Removes the checkpoint of a training whose model is saved, and what a run that was killed while it wrote one
     * left.
     *
     * @throws IOException if a file cannot be removed
     */
    public void remove() throws IOException {
        Files.deleteIfExists(path);
        String name = path.getFileName().toString();
        Path folder = path.toAbsolutePath().getParent();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(
                folder, file -> isPart(name, file.getFileName().toString()))) {
            for (Path part : parts) Files.deleteIfExists(part);
        }
    }

    private static boolean isPart(String name, String part) {
        if (!part.startsWith(name) || part.length() != name.length() + PART.length()) return false;
        for (int i = 0; i < PART.length(); i++)
            if (PART.charAt(i) != '?' && PART.charAt(i) != part.charAt(name.length() + i)) return false;
        return true;
    }
}
