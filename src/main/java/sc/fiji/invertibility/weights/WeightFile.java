package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An open file of network weights, in any of the {@linkplain #open supported formats}. Opening lists its content; the
 * numbers of a tensor or layer are read only when they are asked for. Not thread-safe; must be closed after use.
 */
public final class WeightFile implements AutoCloseable {

    private final Path path;
    private final FileSource source;
    private final String format;
    private final FileContents contents;
    private String sha256;

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
     */
    public static WeightFile open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new WeightsException(path + " is no file, expected one of network weights");
        }
        FileSource source = opened(path);
        String where = String.valueOf(path.getFileName());
        try {
            WeightFormat format = WeightFormats.of(source);
            where += " (" + format.name() + ")";
            return new WeightFile(path, source, format.name(), format.contents(source));
        } catch (WeightsException e) {
            source.close();
            throw e.in(where);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static FileSource opened(Path path) throws WeightsException {
        try {
            return FileSource.open(path);
        } catch (IOException e) {
            throw new WeightsException(path + " cannot be read: " + e, e);
        }
    }

    /**
     * The file.
     *
     * @return its path, as it was opened
     */
    public Path path() {
        return path;
    }

    /**
     * The format of the file.
     *
     * @return its name, such as {@code safetensors}
     */
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

    /**
     * All tensors that the file names.
     *
     * @return in the file's order
     */
    public List<TensorInfo> tensors() {
        return contents.tensors().values().stream().map(StoredTensor::info).toList();
    }

    /**
     * All layers that the file's tensors make up.
     *
     * @return in the file's order
     */
    public List<LayerInfo> layers() {
        return contents.layers().stream().map(StoredLayer::info).toList();
    }

    /**
     * The names by which {@link #layer} finds convolutions and deconvolutions.
     *
     * @return in the file's order
     */
    public List<String> layerNames() {
        return contents.layerNames();
    }

    /**
     * The tensors that belong to no layer.
     *
     * @return names and reasons, in the file's order
     */
    public List<SkippedTensor> skipped() {
        return List.copyOf(contents.skipped());
    }

    /**
     * How the network's input is preprocessed, as the file states or as is usual for its format.
     *
     * @return the record, which names its origin
     */
    public PreprocessingRecord preprocessing() {
        return contents.preprocessing();
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
        try {
            return contents.tensor(name).read();
        } catch (WeightsException e) {
            throw e.in(path.getFileName() + " (" + format + ")");
        }
    }

    /**
     * Reads one layer.
     *
     * @param name the name of the layer or of its tensor of filters; empty for the first that has two-dimensional
     *     filters
     * @return the layer with its numbers, in the standard layout
     * @throws WeightsException if there is none of that name, or its numbers are truncated, of an unsupported type, or
     *     not finite
     * @throws IOException if the file cannot be read
     */
    public ImportedLayer layer(String name) throws IOException {
        try {
            return contents.layer(name).read();
        } catch (WeightsException e) {
            throw e.in(path.getFileName() + " (" + format + ")");
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
