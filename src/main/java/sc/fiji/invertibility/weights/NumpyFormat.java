package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * NumPy: an {@code .npz}, which is a zip of arrays, or a single {@code .npy}. There is no rule for the order of axes;
 * in Frossard's VGG and in decoders made with TensorFlow it is (ℓy, ℓx, M, K), which is assumed if the shape is
 * inconclusive.
 */
final class NumpyFormat implements WeightFormat {

    private static final String ENDING = ".npy";

    @Override
    public String name() {
        return "NumPy";
    }

    @Override
    public boolean recognises(ByteSource file) throws IOException {
        if (NpyHeader.isNpy(file)) return true;
        return ZipDirectory.isZip(file)
                && ZipDirectory.of(file).names().stream().anyMatch(name -> name.endsWith(ENDING));
    }

    @Override
    public FileContents contents(ByteSource file) throws IOException {
        FileContents contents =
                new FileContents(PreprocessingRecord.rgbMinusMean("the convention of VGG as NumPy arrays"));
        for (StoredTensor tensor : tensors(file)) contents.add(tensor);
        LayerPairing.complete(contents, tensor -> FilterLayout.HWIO.orAsShaped(tensor.shape()));
        return contents;
    }

    private static List<StoredTensor> tensors(ByteSource file) throws IOException {
        if (NpyHeader.isNpy(file)) return List.of(NpyHeader.tensor(file, "array"));
        ZipDirectory zip = ZipDirectory.of(file);
        List<StoredTensor> tensors = new ArrayList<>();
        for (String entry : zip.names()) {
            if (!entry.endsWith(ENDING)) continue;
            String name = entry.substring(0, entry.length() - ENDING.length());
            tensors.add(NpyHeader.tensor(zip.open(entry), name));
        }
        return NaturalOrder.undoAlphabet(tensors);
    }
}
