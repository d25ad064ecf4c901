package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * An open file of network weights, of any of the {@linkplain #open formats} that are known. Opening lists
 * what is there; the numbers of a tensor or layer are read when asked for, and no others, and compared with
 * the checksums that the file has for them. Reading has a budget that follows from the file's size, so that no
 * small file can take all memory or minutes. Not thread-safe; to be closed after use.
 */
public final class WeightFile implements AutoCloseable {

    private final Path path;
    private final FileSource source;
    private final String format;
    private final FileContents contents;
    /** What was read in this pass over the file, each once. */
    private final Set<StoredTensor> asked = Collections.newSetFromMap(new IdentityHashMap<>());

    private String sha256;
    private FoundPreprocessing preprocessing;

    private WeightFile(Path path, FileSource source, String format, FileContents contents) {
        this.path = path;
        this.source = source;
        this.format = format;
        this.contents = contents;
    }

    /**
     * Opens a file, whose format is determined from its content: safetensors, Caffe, MatConvNet, Keras HDF5, PyTorch,
     * ONNX, NumPy.
     *
     * @param path the file
     * @return the open file
     * @throws WeightsException if it is not such a file, is truncated or damaged, or is in a format that has to be
     *     converted first, which the message then names
     * @throws IOException if the file cannot be read
     * @throws CancellationException if the thread is interrupted, which it then still is; the file is then closed
     */
    public static WeightFile open(Path path) throws IOException {
        if (!Files.isRegularFile(path))
            throw new WeightsException(path + " is no file, expected one of network weights");
        FileSource source = opened(path);
        String where = String.valueOf(path.getFileName());
        try {
            WeightFormat format = WeightFormats.of(source);
            where += " (" + format.name() + ")";
            FileContents contents = format.contents(source);
            source.budget().pause();
            return new WeightFile(path, source, format.name(), contents);
        } catch (WeightsException e) {
            source.close();
            throw e.in(where);
        } catch (OutOfMemoryError e) {
            // The budget follows from the file's size, and the heap may be smaller. What was listed is let go by now.
            source.close();
            throw new WeightsException(
                            "a list of what it holds does not fit into the "
                                    + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of memory that Java may use",
                            e)
                    .in(where);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static FileSource opened(Path path) throws WeightsException {
        try {
            return FileSource.open(path);
        } catch (AccessDeniedException e) {
            throw new WeightsException("this file may not be read: " + path, e);
        } catch (IOException e) {
            throw new WeightsException(path + " cannot be read: " + e, e);
        }
    }

    /** {@return the path of the file, as it was opened} */
    public Path path() {
        return path;
    }

    /** {@return the name of the format, such as {@code safetensors}} */
    public String format() {
        return format;
    }

    /**
     * The file's SHA-256; the first call reads the whole file.
     *
     * @return 64 lower-case hexadecimal digits
     * @throws IOException if the file cannot be read
     */
    public String sha256() throws IOException {
        if (sha256 == null) sha256 = Sha256.of(path);
        return sha256;
    }

    /** {@return all tensors that the file names, in its order} */
    public List<TensorInfo> tensors() {
        return contents.tensors().values().stream().map(StoredTensor::info).toList();
    }

    /** {@return all layers that the file's tensors make up, in its order} */
    public List<LayerInfo> layers() {
        return contents.layers().stream().map(StoredLayer::info).toList();
    }

    /** {@return the names by which {@link #layer} finds convolutions and deconvolutions, in the file's order} */
    public List<String> layerNames() {
        return contents.layerNames();
    }

    /** {@return the tensors that belong to no layer, with reasons, in the file's order} */
    public List<SkippedTensor> skipped() {
        return List.copyOf(contents.skipped());
    }

    /**
     * How the network's input is preprocessed. A first layer that is one of those known tells it, whatever else the
     * file says; else it is what the file states, or a guess from its format.
     *
     * @return the record, which names its origin
     * @throws IOException if the file cannot be read
     */
    public PreprocessingRecord preprocessing() throws IOException {
        return found().record();
    }

    /**
     * What a user should know if {@link #preprocessing} is a guess from the file's format.
     *
     * @return a sentence; none if the file or its filters tell how the input is preprocessed
     * @throws IOException if the file cannot be read
     */
    public List<String> guess() throws IOException {
        return found().remarks();
    }

    private FoundPreprocessing found() throws IOException {
        if (preprocessing == null) preprocessing = FoundPreprocessing.of(this, contents);
        return preprocessing;
    }

    /** {@return what else a safetensors file records, its {@code __metadata__}; nothing for other formats} */
    public Map<String, String> metadata() {
        return contents.metadata();
    }

    /**
     * Reads one tensor.
     *
     * @param name a name from {@link #tensors}
     * @return the tensor with its numbers
     * @throws WeightsException if there is none of that name, or it cannot be read
     * @throws IOException if the file cannot be read
     */
    public NamedTensor read(String name) throws IOException {
        return charged(() -> {
            StoredTensor tensor = contents.tensor(name);
            ask(tensor);
            return tensor.read();
        });
    }

    /**
     * Reads one layer.
     *
     * @param name that of its tensor of filters, or the layer's, whole or without what is before its last "/";
     *     empty for the first that has two-dimensional filters
     * @return the layer with its numbers, layout resolved
     * @throws WeightsException if there is none of that name, or several are, or its numbers are cut short,
     *     damaged, of another type, or not finite
     * @throws IOException if the file cannot be read
     */
    public ImportedLayer layer(String name) throws IOException {
        return charged(() -> {
            StoredLayer layer = contents.layer(name);
            ask(layer.weights());
            return layer.read();
        });
    }

    /** Something that reads the file, at a cost. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T charged(Reading<T> reading) throws IOException {
        source.budget().resume();
        try {
            return reading.read();
        } catch (WeightsException e) {
            throw e.in(path.getFileName() + " (" + format + ")");
        } finally {
            source.budget().pause();
        }
    }

    /** Whoever asks for a tensor again begins another pass over the file; no file can make that happen. */
    private void ask(StoredTensor tensor) {
        if (asked.add(tensor)) return;
        source.budget().again();
        asked.clear();
        asked.add(tensor);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
