package sc.fiji.invertibility.weights;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Saves layers of any weight file as one safetensors file (F32), with the preprocessing record in its metadata, one
 * layer in memory at a time; or tensors that are in memory.
 */
public final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;
    private static final int BUFFER = 1 << 16;

    private SafetensorsWriter() {}

    /**
     * Writes layers under a temporary name, then renames the file: a failure leaves no half-written file, and keeps an
     * older file of that name.
     *
     * @param from the open file that contains the layers
     * @param layers which of its {@linkplain WeightFile#layers() layers} to write, in this order
     * @param target the file to write; replaced if it exists
     * @throws WeightsException if a layer cannot be read
     * @throws IOException if the file cannot be written
     */
    public static void write(WeightFile from, List<LayerInfo> layers, Path target) throws IOException {
        replace(target, out -> {
            out.write(header(from, layers));
            for (LayerInfo info : layers) {
                ImportedLayer layer = from.layer(info.source());
                write(layer.weights(), out);
                if (layer.bias() != null) write(layer.bias(), out);
            }
        });
    }

    /**
     * Writes tensors in the same way.
     *
     * @param tensors the tensors, in this order, of different names
     * @param metadata what else the file records; the values are usually JSON
     * @param target the file to write; replaced if it exists
     * @throws IOException if the file cannot be written, or two tensors have one name
     */
    public static void write(List<NamedTensor> tensors, Map<String, String> metadata, Path target) throws IOException {
        JsonObject entries = new JsonObject();
        metadata.forEach(entries::addProperty);
        JsonObject header = new JsonObject();
        header.add("__metadata__", entries);
        long offset = 0;
        for (NamedTensor tensor : tensors) {
            int[] extents = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
            offset = tensor(header, tensor.name(), extents, offset);
        }
        replace(target, out -> {
            out.write(bytes(header));
            for (NamedTensor tensor : tensors) write(tensor.data(), out);
        });
    }

    /** Writes what a file contains. */
    private interface Contents {
        void write(OutputStream out) throws IOException;
    }

    private static void replace(Path target, Contents contents) throws IOException {
        Path absolute = target.toAbsolutePath();
        // With the permissions that the user's files have, where a temporary file's are its owner's alone.
        Path temporary = absolute.resolveSibling(absolute.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), BUFFER)) {
                contents.write(out);
            }
            Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static byte[] header(WeightFile from, List<LayerInfo> layers) throws IOException {
        JsonObject metadata = new JsonObject();
        metadata.addProperty(SafetensorsMetadata.PREPROCESSING, SafetensorsMetadata.text(from.preprocessing()));
        metadata.addProperty(SafetensorsMetadata.LAYERS, SafetensorsMetadata.text(layers));
        metadata.addProperty("source", from.path().getFileName() + " (" + from.format() + ")");
        metadata.addProperty("source_sha256", from.sha256());
        JsonObject header = new JsonObject();
        header.add("__metadata__", metadata);
        long offset = 0;
        for (LayerInfo layer : layers) {
            int[] matrix = {layer.filters(), layer.channels()};
            int[] filters = {layer.filters(), layer.channels(), layer.height(), layer.width()};
            offset = tensor(
                    header, layer.name() + ".weight", layer.kind() == LayerKind.DENSE ? matrix : filters, offset);
            if (layer.bias()) offset = tensor(header, layer.name() + ".bias", new int[] {layer.outputs()}, offset);
        }
        return bytes(header);
    }

    /** The header with its length, filled up so that the numbers are aligned. */
    private static byte[] bytes(JsonObject header) {
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-json.length, ALIGNMENT);
        return ByteBuffer.allocate(Long.BYTES + json.length + padding)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length + padding)
                .put(json)
                .put(" ".repeat(padding).getBytes(StandardCharsets.UTF_8))
                .array();
    }

    private static long tensor(JsonObject header, String name, int[] extents, long offset) throws WeightsException {
        JsonArray shape = new JsonArray();
        long elements = 1;
        for (int extent : extents) {
            shape.add(extent);
            elements *= extent;
        }
        long end = offset + elements * Float.BYTES;
        JsonArray offsets = new JsonArray();
        offsets.add(offset);
        offsets.add(end);
        JsonObject tensor = new JsonObject();
        tensor.addProperty("dtype", "F32");
        tensor.add("shape", shape);
        tensor.add("data_offsets", offsets);
        if (header.has(name)) throw new WeightsException("two tensors cannot be saved under one name: " + name);
        header.add(name, tensor);
        return end;
    }

    private static void write(float[] values, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += BUFFER / Float.BYTES) {
            int count = Math.min(values.length - from, BUFFER / Float.BYTES);
            buffer.asFloatBuffer().put(values, from, count);
            out.write(buffer.array(), 0, count * Float.BYTES);
        }
    }
}
