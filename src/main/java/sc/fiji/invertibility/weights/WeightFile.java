package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An open file of network weights, of any of the {@linkplain #open formats} that are known. Opening lists
 * what is there; the numbers of a tensor or layer are read when asked for, and no others. Not thread-safe;
 * to be closed after use.
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
     * Opens a file, whose format is found by its content: safetensors, Caffe, MatConvNet, Keras HDF5,
     * PyTorch, ONNX, NumPy.
     *
     * @param path the file
     * @return the open file
     * @throws WeightsException if it is no such file, is cut short or damaged, or is of a format that has to
     *     be converted first, which the message then names
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
     * The format that was found.
     *
     * @return its name, such as {@code safetensors}
     */
    public String format() {
        return format;
    }

    /**
     * The file's SHA-256, which reads all of it the first time.
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
     * All layers that the file's tensors make.
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
     * What no layer was made of.
     *
     * @return names and reasons, in the file's order
     */
    public List<SkippedTensor> skipped() {
        return List.copyOf(contents.skipped());
    }

    /**
     * What the network was fed with, as the file says or as its format's networks have it.
     *
     * @return the record, which names its origin
     */
    public PreprocessingRecord preprocessing() {
        return contents.preprocessing();
    }

    /**
     * Reads one tensor.
     *
     * @param name as {@link #tensors} has it
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
     * @param name the layer's name or that of its tensor of filters; empty for the first that has
     *     two-dimensional filters
     * @return the layer with its numbers, layout resolved
     * @throws WeightsException if there is none of that name, or its numbers are cut short, of another type,
     *     or not finite
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
