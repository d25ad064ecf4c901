package sc.fiji.invertibility.bench.torch;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.invertibility.filters.FilterBank;

/** A piece of work for PyTorch: its name there, tensors, and settings. */
public final class TorchWork {

    private final String name;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final JsonObject settings = new JsonObject();

    /**
     * Starts a piece of work without tensors.
     *
     * @param name what the scripts call it
     */
    public TorchWork(String name) {
        this.name = name;
    }

    private record Tensor(String type, long[] sizes, ByteBuffer bytes) {}

    /** Adds floats. */
    public TorchWork floats(String tensor, float[] values, long... sizes) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        tensors.put(tensor, new Tensor("float", sizes, bytes));
        return this;
    }

    /** Adds small numbers without a sign. */
    public TorchWork bytes(String tensor, byte[] values, long... sizes) {
        tensors.put(tensor, new Tensor("byte", sizes, ByteBuffer.wrap(values)));
        return this;
    }

    /** Adds the weights of a bank, without its bias. */
    public TorchWork bank(String tensor, FilterBank w) {
        return floats(tensor, w.weights(), w.filters(), w.filterChannels(), w.height(), w.width());
    }

    /** Adds a number. */
    public TorchWork number(String setting, Number value) {
        settings.addProperty(setting, value);
        return this;
    }

    /** Adds a word. */
    public TorchWork word(String setting, String value) {
        settings.addProperty(setting, value);
        return this;
    }

    /** Writes the tensors into a folder and tells about them. */
    JsonObject request(Path folder) throws IOException {
        JsonObject described = new JsonObject();
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            try (FileChannel file = FileChannel.open(
                    folder.resolve(entry.getKey()), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = tensor.bytes.duplicate();
                while (bytes.hasRemaining()) file.write(bytes);
            }
            JsonArray sizes = new JsonArray();
            for (long size : tensor.sizes) sizes.add(size);
            JsonObject fields = new JsonObject();
            fields.addProperty("type", tensor.type);
            fields.add("sizes", sizes);
            described.add(entry.getKey(), fields);
        }
        JsonObject request = new JsonObject();
        request.addProperty("work", name);
        request.addProperty("folder", folder.toString());
        request.add("tensors", described);
        request.add("settings", settings);
        return request;
    }
}
