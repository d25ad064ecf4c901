package sc.fiji.invertibility.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;

/** Writes a safetensors file of a few tensors, whose numbers count up from 1 unless given. */
final class TinyWeights {

    private final StringJoiner header = new StringJoiner(",", "{", "}");
    private final ByteBuffer data = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    TinyWeights tensor(String name, String shape, float... values) {
        return tensor(name, "F32", shape, values);
    }

    TinyWeights tensor(String name, String type, String shape, float... values) {
        int start = data.position();
        for (float value : values) data.putFloat(value);
        header.add(String.format(
                Locale.ROOT,
                "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}",
                name,
                type,
                shape,
                start,
                data.position()));
        return this;
    }

    /** Numbers 1, 2, 3 … */
    TinyWeights counting(String name, String shape) {
        int length = 1;
        for (String extent : shape.split(",")) length *= Integer.parseInt(extent);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = i + 1;
        return tensor(name, shape, values);
    }

    TinyWeights blueFirst() {
        header.add(
                "\"__metadata__\":{\"preprocessing\":\"{\\\"order\\\":\\\"BGR\\\",\\\"scale\\\":1,\\\"mean\\\":[1,2,3],"
                        + "\\\"std\\\":[1,1,1]}\"}");
        return this;
    }

    Path write(Path file) throws IOException {
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + json.length + data.position()).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(json.length).put(json).put(data.array(), 0, data.position());
        return Files.write(file, all.array());
    }
}
