package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keras' {@code .h5}: every dataset is a tensor, named by its path, such as
 * {@code block1_conv1/block1_conv1_W_1:0} or {@code model_weights/NAME/NAME/kernel:0}; filters are
 * (ℓy, ℓx, M, K).
 */
final class KerasFormat implements WeightFormat {

    private static final int MAX_OBJECTS = 20_000;
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
        LayerPairing.complete(contents, tensor -> FilterLayout.HWIO);
        return contents;
    }

    private static void add(
            Hdf5File file, Hdf5Object group, String path, int depth, Set<Long> seen, List<StoredTensor> tensors)
            throws IOException {
        if (depth > MAX_DEPTH) throw new WeightsException("has HDF5 groups nested deeper than " + MAX_DEPTH);
        for (Map.Entry<String, Long> link : group.links().entrySet()) {
            // A group may be linked into itself, so each object is visited once.
            if (!seen.add(link.getValue())) continue;
            if (seen.size() > MAX_OBJECTS) throw new WeightsException("has more than " + MAX_OBJECTS + " objects");
            // Optimizer states have the shapes of filters, but are not filters.
            if (link.getKey().equals("optimizer_weights") || link.getKey().equals("optimizer")) continue;
            Hdf5Object object = Hdf5Object.at(file.bytes(), link.getValue());
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
