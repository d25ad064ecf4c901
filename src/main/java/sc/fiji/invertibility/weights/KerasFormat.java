package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Keras' {@code .h5}: every dataset is a tensor, named by its path, such as
 * {@code block1_conv1/block1_conv1_W_1:0} or {@code model_weights/NAME/NAME/kernel:0}; filters are
 * (ℓy, ℓx, M, K). Of an object with several names, the first one counts.
 */
final class KerasFormat implements WeightFormat {

    @Override
    public String name() {
        return "Keras HDF5";
    }

    @Override
    public boolean recognises(ByteSource file) throws IOException {
        return Hdf5File.isHdf5(file);
    }

    @Override
    public FileContents contents(ByteSource bytes) throws IOException {
        Hdf5Tree tree = Hdf5Tree.of(Hdf5File.of(bytes));
        FileContents contents = new FileContents(PreprocessingRecord.bgrMinusMean("Keras' convention for VGG (Caffe)"));
        for (StoredTensor tensor : NaturalOrder.undoAlphabet(tree.tensors())) contents.add(tensor);
        tree.others().forEach(contents::skip);
        LayerPairing.complete(contents, tensor -> FilterLayout.HWIO, shortNames(tree.tensors()));
        return contents;
    }

    /** Layers are in folders of their own name: the last one is enough where no other layer ends in it. */
    private static UnaryOperator<String> shortNames(List<StoredTensor> tensors) {
        Map<String, String> paths = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (StoredTensor tensor : tensors) {
            String path = LayerPairing.layerName(tensor.info().name());
            String last = LayerPairing.lastPart(path);
            if (!paths.computeIfAbsent(last, none -> path).equals(path)) ambiguous.add(last);
        }
        return path -> {
            String last = LayerPairing.lastPart(path);
            return ambiguous.contains(last) ? path : last;
        };
    }
}
