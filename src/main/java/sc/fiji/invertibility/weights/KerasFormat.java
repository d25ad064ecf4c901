package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Keras' {@code .h5}: every dataset is a tensor, named by its path, such as
 * {@code block1_conv1/block1_conv1_W_1:0} or {@code model_weights/NAME/NAME/kernel:0}; filters are
 * (ℓy, ℓx, M, K).
 */
final class KerasFormat implements WeightFormat {

    private static final int MAX_DEPTH = 16;

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
        Hdf5File file = Hdf5File.of(bytes);
        List<StoredTensor> tensors = new ArrayList<>();
        add(file, file.root(), "", 0, new HashSet<>(), tensors);
        FileContents contents = new FileContents(PreprocessingRecord.bgrMinusMean("Keras' convention for VGG (Caffe)"));
        for (StoredTensor tensor : NaturalOrder.undoAlphabet(tensors)) contents.add(tensor);
        LayerPairing.complete(contents, tensor -> FilterLayout.HWIO, shortNames(tensors));
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

    private static void add(
            Hdf5File file, Hdf5Object group, String path, int depth, Set<Long> seen, List<StoredTensor> tensors)
            throws IOException {
        if (depth > MAX_DEPTH) throw new WeightsException("has HDF5 groups nested deeper than " + MAX_DEPTH);
        for (Map.Entry<String, Long> link : group.links().entrySet()) {
            // A group may be linked into itself, so each object is visited once.
            if (!seen.add(link.getValue())) continue;
            // Optimizer states have the shapes of filters, but are none.
            if (link.getKey().equals("optimizer_weights") || link.getKey().equals("optimizer")) continue;
            Hdf5Object object = file.object(link.getValue());
            file.bytes().budget().make(path.length() + link.getKey().length());
            String name = path + link.getKey();
            if (!object.isDataset()) {
                add(file, object, name + "/", depth + 1, seen, tensors);
                continue;
            }
            Hdf5Dataset dataset = Hdf5Dataset.of(file, object);
            if (dataset.isNumbers()) tensors.add(dataset.tensor(name));
        }
    }
}
