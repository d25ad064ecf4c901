package sc.fiji.invertibility.weights;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** The storages that an unpickled object refers to, and the width of their numbers. */
final class TorchStorages {

    private TorchStorages() {}

    /** Collects storages by key; each object is visited once, since a pickle may contain itself. */
    static void collect(Object root, Map<String, TorchObjects.Storage> found) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> waiting = new ArrayDeque<>();
        waiting.add(root);
        while (!waiting.isEmpty()) {
            Object next = waiting.pop();
            if (!seen.add(next)) continue;
            if (next instanceof TorchObjects.Tensor tensor) waiting.push(tensor.storage());
            else if (next instanceof TorchObjects.Storage storage) found.put(storage.key(), storage);
            else if (next instanceof PickleMap map) waiting.addAll(map.entries().values());
            else if (next instanceof PickleMachine.Tuple tuple) waiting.addAll(tuple.items());
            else if (next instanceof Collection<?> list) waiting.addAll(list);
        }
    }

    /** The number of bytes per number of a storage class. */
    static int width(String type) throws WeightsException {
        return switch (type) {
            case "FloatStorage", "IntStorage", "ComplexHalfStorage" -> 4;
            case "DoubleStorage", "LongStorage", "ComplexFloatStorage" -> 8;
            case "HalfStorage", "BFloat16Storage", "ShortStorage" -> 2;
            case "ByteStorage", "CharStorage", "BoolStorage" -> 1;
            case "ComplexDoubleStorage" -> 16;
            default -> throw new WeightsException("has numbers of the unknown type " + type);
        };
    }
}
