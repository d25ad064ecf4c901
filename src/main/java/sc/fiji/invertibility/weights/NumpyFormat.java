package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.List;

/**
 * One NumPy array, {@code .npy}. The format has no rule for the order of axes; if the shape is inconclusive, it is
 * taken to be (ℓy, ℓx, M, K), as in Frossard's VGG and in decoders from TensorFlow.
 */
final class NumpyFormat implements WeightFormat {

    static final String NAME = "NumPy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(ByteSource file) throws IOException {
        return NpyHeader.isNpy(file);
    }

    @Override
    public FileContents contents(ByteSource file) throws IOException {
        return contents(List.of(NpyHeader.tensor(file, "array")));
    }

    static FileContents contents(List<StoredTensor> tensors) throws WeightsException {
        FileContents contents =
                new FileContents(PreprocessingRecord.rgbMinusMean("the convention of VGG as NumPy arrays"));
        for (StoredTensor tensor : tensors) contents.add(tensor);
        LayerPairing.complete(contents, tensor -> FilterLayout.HWIO.orAsShaped(tensor.shape()));
        return contents;
    }
}
