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
    private boolean isText;

    Mat5Value(String name, List<Integer> dimensions) {
        this.name = name;
        this.dimensions = dimensions;
    }

    void numbers(ByteSource data, ElementType type, boolean isText) {
        this.data = data;
        this.type = type;
        this.isText = isText;
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
    public String text() throws IOException {
        if (!isText || type == null) return "";
        StringBuilder text = new StringBuilder();
        long count = Math.min(data.length() / type.bytes(), MAX_TEXT);
        for (long i = 0; i < count; i++) text.append((char) data.unsigned(i * type.bytes(), type.bytes()));
        return text.toString();
    }

    @Override
    public StoredTensor tensor(String name) throws IOException {
        if (isText || data == null) return null;
        TensorInfo info = new TensorInfo(name, dimensions, type == null ? "int64" : type.name());
        if (type == null) return StoredTensor.unreadable(info);
        if (data.length() != info.elements() * type.bytes()) {
            throw new WeightsException("damaged: array " + name + " of shape " + dimensions + " has "
                    + data.length() / type.bytes() + " numbers, expected " + info.elements());
        }
        return StoredTensor.of(info, StridedElements.dense(data, 0, type, false, dimensions, true));
    }
}
