package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An open file of network weights, of any of the {@linkplain #open formats} that are known. Opening lists
 * what is there; the numbers of a tensor or layer are read when asked for, and no others. Not thread-safe;
 * to be closed after use.
 */
public final class WeightFile implements AutoCloseable {

    private final Path path;
    private final FileSource source;
    private final String format;
    private final Contents contents;
    private String sha256;

    private WeightFile(Path path, FileSource source, String format, Contents contents) {
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
        if (sha256 == null) {
            try (InputStream in = Files.newInputStream(path)) {
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
                digest.transferTo(OutputStream.nullOutputStream());
                sha256 = HexFormat.of().formatHex(digest.getMessageDigest().digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }
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
        return layers().stream()
                .filter(layer -> layer.kind() != LayerKind.DENSE)
                .map(LayerInfo::source)
                .toList();
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
        StoredTensor tensor = contents.tensors().get(name);
        try {
            if (tensor == null) {
                throw new WeightsException("has no tensor named " + name + "; there are "
                        + listed(List.copyOf(contents.tensors().keySet())));
            }
            return tensor.read();
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
            Optional<StoredLayer> layer = find(name);
            if (layer.isPresent()) return layer.get().read();
            throw new WeightsException(
                    name.isEmpty()
                            ? noFilters()
                            : "has no layer named " + name + "; there are " + listed(layerNames()));
        } catch (WeightsException e) {
            throw e.in(path.getFileName() + " (" + format + ")");
        }
    }

    private Optional<StoredLayer> find(String name) {
        if (name.isEmpty()) {
            return contents.layers().stream()
                    .filter(layer -> layer.info().kind() != LayerKind.DENSE)
                    .findFirst();
        }
        return contents.layers().stream()
                .filter(layer -> layer.info().source().equals(name))
                .findFirst()
                .or(() -> contents.layers().stream()
                        .filter(layer -> layer.info().name().equals(name))
                        .findFirst());
    }

    private String noFilters() {
        String other = contents.tensors().values().stream()
                .filter(tensor -> tensor.info().rank() == 4 && !tensor.readable())
                .map(tensor ->
                        tensor.info().name() + " of type " + tensor.info().dtype())
                .findFirst()
                .orElse(null);
        String missing = "has no filters: expected a tensor with 4 axes (K, M, height, width), ";
        if (other == null)
            return missing + "there are "
                    + listed(List.copyOf(contents.tensors().keySet()));
        return missing + "in floating point; it has " + other
                + ": dequantise it first, for example to safetensors with F32";
    }

    private static String listed(List<String> names) {
        if (names.isEmpty()) return "none";
        String first = names.stream().limit(40).collect(Collectors.joining(", "));
        return names.size() <= 40 ? first : first + " and " + (names.size() - 40) + " more";
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
