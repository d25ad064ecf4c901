package sc.fiji.invertibility.weights;

import java.util.List;
import java.util.Set;
import sc.fiji.invertibility.weights.PickleMachine.Global;
import sc.fiji.invertibility.weights.PickleMachine.Tuple;

/**
 * The only objects that a pickle may construct: ordered dictionaries, tensors, parameters, storages. Anything else is
 * refused by name.
 */
final class TorchObjects {

    private static final String DICTIONARY = "collections.OrderedDict";
    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
    private static final String PARAMETER = "torch._utils._rebuild_parameter";
    private static final Set<String> QUANTISED =
            Set.of("torch._utils._rebuild_qtensor", "torch.QInt8Storage", "torch.QUInt8Storage", "torch.QInt32Storage");

    /** A sequence of numbers of a type such as {@code FloatStorage}; {@code offset} is that of a view into it. */
    record Storage(String type, String key, long elements) {}

    /** A view of a storage; offset and strides in elements. */
    record Tensor(Storage storage, long offset, long[] shape, long[] strides) {}

    private TorchObjects() {}

    static Object call(Object function, Object arguments, ReadingBudget budget) throws WeightsException {
        if (!(function instanceof Global global) || !(arguments instanceof Tuple tuple)) throw damaged("a call");
        List<Object> items = tuple.items();
        return switch (global.name()) {
            case DICTIONARY -> dictionary(items, budget);
            case TENSOR -> tensor(items);
            case PARAMETER -> {
                if (items.isEmpty() || !(items.get(0) instanceof Tensor)) throw damaged("a parameter");
                yield items.get(0);
            }
            default -> throw refused(global.name());
        };
    }

    /** A storage, from the tuple that represents it: ("storage", class, key, device, number of elements, …). */
    static Storage storage(Object id) throws WeightsException {
        if (id instanceof Tuple tuple
                && tuple.items().size() >= 5
                && "storage".equals(tuple.items().get(0))
                && tuple.items().get(1) instanceof Global type
                && tuple.items().get(2) instanceof String key
                && tuple.items().get(4) instanceof Long elements) {
            boolean known = type.name().matches("torch\\.[A-Za-z0-9]{1,24}Storage");
            if (!known || QUANTISED.contains(type.name())) throw refused(type.name());
            return new Storage(type.name().substring("torch.".length()), key, elements);
        }
        throw damaged("a storage");
    }

    /** A state may be set only on a dictionary, where {@code torch.save} puts version numbers; it is not used. */
    static void checkStateful(Object object) throws WeightsException {
        if (!(object instanceof PickleMap)) throw damaged("the state of an object");
    }

    private static PickleMap dictionary(List<Object> arguments, ReadingBudget budget) throws WeightsException {
        PickleMap map = new PickleMap(budget);
        if (arguments.isEmpty()) return map;
        if (arguments.size() != 1 || !(arguments.get(0) instanceof List<?> pairs)) throw damaged("a dictionary");
        for (Object pair : pairs) {
            List<?> entry =
                    pair instanceof Tuple tuple ? tuple.items() : pair instanceof List<?> list ? list : List.of();
            if (entry.size() != 2) throw damaged("a dictionary");
            map.put(entry.get(0), entry.get(1));
        }
        return map;
    }

    private static Tensor tensor(List<Object> arguments) throws WeightsException {
        if (arguments.size() >= 4
                && arguments.get(0) instanceof Storage storage
                && arguments.get(1) instanceof Long offset
                && arguments.get(2) instanceof Tuple shape
                && arguments.get(3) instanceof Tuple strides
                && shape.items().size() == strides.items().size())
            return new Tensor(storage, offset, longs(shape), longs(strides));
        throw damaged("a tensor");
    }

    private static long[] longs(Tuple tuple) throws WeightsException {
        if (tuple.items().size() > StoredTensor.MAX_RANK) throw damaged("a shape or its strides");
        long[] values = new long[tuple.items().size()];
        for (int i = 0; i < values.length; i++) {
            if (!(tuple.items().get(i) instanceof Long value) || value < 0) throw damaged("a shape or its strides");
            values[i] = value;
        }
        return values;
    }

    private static WeightsException refused(String name) {
        if (QUANTISED.contains(name))
            return new WeightsException("has quantised tensors (" + name + "), which are not read;"
                    + " dequantise them, for example to safetensors with F32");
        return new WeightsException("asks for the Python object " + name + ", which is refused; only a state_dict"
                + " of plain tensors is read: save model.state_dict(), or convert it to safetensors");
    }

    private static WeightsException damaged(String what) {
        return new WeightsException("has a damaged pickle: " + what + " is not as torch.save writes it");
    }
}
