package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A value of a MAT-file of version 5 to 7, as found by the parser, its numbers still in the file. */
final class Mat5Value implements MatValue {

    private static final int MAX_TEXT = 10_000;

    final String name;
    final List<Integer> dimensions;
    final Map<String, MatValue> fields = new HashMap<>();
    final List<MatValue> cells = new ArrayList<>();

    private ByteSource data;
    private ElementType type;
    private String text = "";

    Mat5Value(String name, List<Integer> dimensions) {
        this.name = name;
        this.dimensions = dimensions;
    }

    void numbers(ByteSource data, ElementType type) {
        this.data = data;
        this.type = type;
    }

    /** Reads a text now, since a compressed file would have to be unpacked again for it. */
    void text(ByteSource characters, ElementType type) throws IOException {
        if (type == null) return;
        StringBuilder read = new StringBuilder();
        long count = Math.min(characters.length() / type.bytes(), MAX_TEXT);
        for (long i = 0; i < count; i++) read.append((char) characters.unsigned(i * type.bytes(), type.bytes()));
        text = read.toString();
    }

    @Override
    public MatValue field(String name) {
        return fields.get(name);
    }

    @Override
    public List<MatValue> cells() {
        return cells;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public StoredTensor tensor(String name) throws IOException {
        if (data == null) return null;
        TensorInfo info = new TensorInfo(name, dimensions, type == null ? "int64" : type.name());
        if (type == null) return StoredTensor.unreadable(info);
        if (data.length() != info.elements() * type.bytes())
            throw new WeightsException("damaged: array " + name + " of shape " + dimensions + " has "
                    + data.length() / type.bytes() + " numbers, expected " + info.elements());
        return StoredTensor.of(info, StridedElements.dense(data, 0, type, false, dimensions, true));
    }
}
