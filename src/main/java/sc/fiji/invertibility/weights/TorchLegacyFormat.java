package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PyTorch before 1.6: pickles of a magic number, a protocol number, the machine, the object, and the keys of its
 * storages; then, for each key, an int64 count and that many numbers.
 */
final class TorchLegacyFormat implements WeightFormat {

    private static final int[] MAGIC = {
        0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, '.'
    };
    private static final long PROTOCOL = 1001;

    @Override
    public String name() {
        return "PyTorch, old layout";
    }

    @Override
    public boolean recognises(ByteSource file) throws IOException {
        return file.has(0, MAGIC);
    }

    @Override
    public FileContents contents(ByteSource file) throws IOException {
        PickleMachine.Result protocol = PickleMachine.run(file, MAGIC.length);
        if (!protocol.object().equals(PROTOCOL))
            throw new WeightsException("has an unknown version of PyTorch's old layout, expected " + PROTOCOL);
        PickleMachine.Result machine = PickleMachine.run(file, protocol.end());
        boolean bigEndian = machine.object() instanceof PickleMap map
                && Boolean.FALSE.equals(map.entries().get("little_endian"));
        if (bigEndian)
            throw new WeightsException(
                    "was saved on a big-endian machine, which is not read; convert it to safetensors");
        PickleMachine.Result object = PickleMachine.run(file, machine.end());
        PickleMachine.Result keys = PickleMachine.run(file, object.end());
        if (!(keys.object() instanceof List<?> list)) throw new WeightsException("damaged: its storages have no keys");
        // A count does not tell the width of its numbers, so the storages' types are needed to skip them.
        Map<String, TorchObjects.Storage> storages = new HashMap<>();
        collect(object.object(), storages);
        Map<String, ByteSource> data = new HashMap<>();
        long position = keys.end();
        for (Object key : list) {
            TorchObjects.Storage storage = key instanceof String name ? storages.get(name) : null;
            if (storage == null) throw new WeightsException("damaged: it has numbers of unknown type");
            long count = file.i64(position);
            int width = width(storage.type());
            if (count < 0 || count > file.length())
                throw new WeightsException("cut short or damaged: storage " + key + " claims " + count + " numbers");
            data.put(storage.key(), file.slice(position + 8, count * width, "storage " + key));
            position += 8 + count * width;
        }
        return TorchContents.of(
                object.object(),
                storage -> {
                    ByteSource bytes = data.get(storage.key());
                    if (bytes == null) throw new WeightsException("damaged: storage " + storage.key() + " is missing");
                    return bytes;
                },
                file.budget());
    }

    /** Collects storages by key; each object is visited once, since a pickle may contain itself. */
    private static void collect(Object root, Map<String, TorchObjects.Storage> found) {
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
    private static int width(String type) throws WeightsException {
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
