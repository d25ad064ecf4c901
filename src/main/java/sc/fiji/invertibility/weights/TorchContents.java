package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Lists the tensors of a state_dict, even if it is inside a checkpoint, and makes layers from them. */
final class TorchContents {

    /** Names that training scripts give to the object that holds the weights; they are not part of a tensor's name. */
    private static final Set<String> WRAPPERS = Set.of("state_dict", "model_state_dict", "model", "net", "params");

    private static final int MAX_DEPTH = 16;
    private static final PreprocessingRecord TORCHVISION =
            PreprocessingRecord.rgbStandardised("torchvision's convention");
    private static final PreprocessingRecord UNIT =
            PreprocessingRecord.rgbUnit("its first layer, of 1×1 filters, does the normalisation");

    /** Finds the numbers of a storage. */
    interface Storages {
        ByteSource of(TorchObjects.Storage storage) throws IOException;
    }

    private final ReadingBudget budget;

    private final FileContents contents = new FileContents(TORCHVISION);
    private final Storages storages;

    /** A pickle may put a dictionary into itself, or the same one in many positions, so each is visited once. */
    private final Set<PickleMap> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private TorchContents(Storages storages, ReadingBudget budget) {
        this.budget = budget;
        this.storages = storages;
    }

    static FileContents of(Object unpickled, Storages storages, ReadingBudget budget) throws IOException {
        TorchContents collected = new TorchContents(storages, budget);
        if (unpickled instanceof TorchObjects.Tensor tensor) collected.add("tensor", tensor);
        else if (unpickled instanceof PickleMap map) collected.addAll("", map, 0);
        FileContents contents = collected.contents;
        if (contents.tensors().isEmpty())
            throw new WeightsException("has no tensors in a dictionary, expected a state_dict");
        LayerPairing.complete(contents, tensor -> FilterLayout.OIHW);
        boolean normalises = contents.layers().stream()
                .limit(1)
                .map(StoredLayer::info)
                .anyMatch(first -> first.filters() == 3 && first.elements() == 9);
        if (normalises) contents.preprocessing(UNIT);
        return contents;
    }

    private void addAll(String prefix, PickleMap map, int depth) throws IOException {
        if (depth > MAX_DEPTH) throw new WeightsException("has dictionaries nested deeper than " + MAX_DEPTH);
        for (Map.Entry<Object, Object> entry : map.entries().entrySet()) {
            if (!(entry.getKey() instanceof String key)) continue;
            budget.make(prefix.length() + key.length());
            if (entry.getValue() instanceof TorchObjects.Tensor tensor) add(prefix + key, tensor);
            else if (entry.getValue() instanceof PickleMap inner && seen.add(inner)) {
                addAll(WRAPPERS.contains(key) ? prefix : prefix + key + ".", inner, depth + 1);
            }
        }
    }

    private void add(String name, TorchObjects.Tensor tensor) throws IOException {
        TorchObjects.Storage storage = tensor.storage();
        String dtype = storage.type();
        TensorInfo info = new TensorInfo(name, StoredTensor.shape(name, tensor.shape()), dtype);
        ElementType type = type(dtype);
        if (type == null) {
            contents.add(StoredTensor.unreadable(info));
            return;
        }
        if (info.elements() > storage.elements() || tensor.offset() > storage.elements())
            throw new WeightsException("tensor " + name + " has more numbers than its storage, of " + storage.elements()
                    + "; expanded views are not read, save a contiguous copy");
        if (Arrays.stream(tensor.strides()).anyMatch(stride -> stride > storage.elements()) && info.elements() > 1)
            throw new WeightsException("damaged: tensor " + name + " has strides beyond its storage");
        ByteSource bytes = storages.of(storage);
        if (storage.elements() > bytes.length() / type.bytes())
            throw new WeightsException("cut short or damaged: storage " + storage.key() + " claims "
                    + storage.elements() + " numbers, and there are " + bytes.length() / type.bytes());
        long[] strides = tensor.strides().clone();
        for (int i = 0; i < strides.length; i++) if (tensor.shape()[i] <= 1) strides[i] = 0;
        contents.add(StoredTensor.of(
                info, StridedElements.view(bytes, tensor.offset() * type.bytes(), type, false, info.shape(), strides)));
    }

    /** The element type of a storage class; null for integers and the like. */
    static ElementType type(String storage) {
        return switch (storage) {
            case "FloatStorage" -> ElementType.F32;
            case "DoubleStorage" -> ElementType.F64;
            case "HalfStorage" -> ElementType.F16;
            case "BFloat16Storage" -> ElementType.BF16;
            default -> null;
        };
    }
}
