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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Saves layers of any weight file as one safetensors file (F32), with the preprocessing record in its metadata. One
 * layer is in memory at a time.
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
        JsonObject metadata = new JsonObject();
        metadata.addProperty(SafetensorsMetadata.PREPROCESSING, SafetensorsMetadata.text(from.preprocessing()));
        metadata.addProperty("source", from.path().getFileName() + " (" + from.format() + ")");
        metadata.addProperty("source_sha256", from.sha256());
        write(metadata, layers, layer -> from.layer(layer.source()), target);
    }

    /**
     * Writes layers that are in memory, in the same way.
     *
     * @param layers the layers, in this order
     * @param entries what the file is to say of itself, beside the layers' kinds
     * @param target the file to write; replaced if it exists
     * @throws WeightsException if two layers have one name
     * @throws IOException if the file cannot be written
     */
    public static void write(List<ImportedLayer> layers, Map<String, String> entries, Path target) throws IOException {
        JsonObject metadata = new JsonObject();
        entries.forEach(metadata::addProperty);
        Map<LayerInfo, ImportedLayer> numbers = new HashMap<>();
        layers.forEach(layer -> numbers.put(layer.info(), layer));
        write(metadata, layers.stream().map(ImportedLayer::info).toList(), numbers::get, target);
    }

    /** Where the numbers of a layer come from. */
    private interface Numbers {
        ImportedLayer of(LayerInfo layer) throws IOException;
    }

    private static void write(JsonObject metadata, List<LayerInfo> layers, Numbers numbers, Path target)
            throws IOException {
        Path absolute = target.toAbsolutePath();
        // With the permissions that the user's files have, where a temporary file's are its owner's alone.
        Path temporary = absolute.resolveSibling(absolute.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), BUFFER)) {
                header(metadata, layers, out);
                for (LayerInfo info : layers) {
                    ImportedLayer layer = numbers.of(info);
                    write(layer.weights(), out);
                    if (layer.bias() != null) write(layer.bias(), out);
                }
            }
            Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void header(JsonObject metadata, List<LayerInfo> layers, OutputStream out) throws IOException {
        metadata.addProperty(SafetensorsMetadata.LAYERS, SafetensorsMetadata.text(layers));
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
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-json.length, ALIGNMENT);
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length + padding)
                .array());
        out.write(json);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
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
        if (header.has(name)) throw new WeightsException("two layers cannot be saved under one name: " + name);
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
