package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Visits the elements of a MAT-file of version 5 to 7, once and forward, since version 7 compresses whole variables.
 * Written by hand, because mfl-core loads each array it meets, including dense layers, and allocates what the file
 * claims.
 */
record Mat5Parser(ByteSource bytes) {

    private static final int HEADER = 128;
    private static final int CELL = 1;
    private static final int STRUCT = 2;
    private static final int OBJECT = 3;
    private static final int CHAR = 4;
    private static final int SPARSE = 5;
    private static final int LAST_NUMERIC = 15;
    private static final int MAX_DEPTH = 32;

    /** The value of empty and unknown elements; shared, so that many of them cost nothing. */
    private static final Mat5Value NOTHING = new Mat5Value("", List.of(0, 0));

    /** The variables of a file, by name. */
    static Map<String, MatValue> variables(ByteSource file) throws IOException {
        Map<String, MatValue> variables = new HashMap<>();
        Mat5Parser top = new Mat5Parser(file);
        for (long at = HEADER; at < file.length(); ) {
            Mat5Element element = top.element(at);
            Mat5Value value = null;
            if (element.type() == Mat5Element.COMPRESSED)
                value = inside(file.slice(element.start(), element.length(), "a variable"));
            else if (element.type() == Mat5Element.MATRIX) value = top.matrix(element, 0);
            if (value != null) variables.put(value.name, value);
            at = element.next();
        }
        return variables;
    }

    private static Mat5Value inside(ByteSource packed) throws IOException {
        long length = InflatedSource.zlibStart(packed).u32(4);
        InflatedSource unpacked = InflatedSource.zlib(packed, 8 + length);
        Mat5Parser parser = new Mat5Parser(unpacked);
        Mat5Element element = parser.element(0);
        Mat5Value value = element.type() == Mat5Element.MATRIX ? parser.matrix(element, 0) : null;
        // Checked now, because the parser is near the end of the stream; later, each tensor would unpack it again.
        unpacked.verify();
        return value;
    }

    private Mat5Element element(long at) throws IOException {
        return Mat5Element.at(bytes, at);
    }

    private Mat5Value matrix(Mat5Element matrix, int depth) throws IOException {
        if (depth > MAX_DEPTH) throw new WeightsException("has values nested deeper than " + MAX_DEPTH);
        bytes.budget().object();
        if (matrix.type() != Mat5Element.MATRIX)
            throw new WeightsException("damaged: a value is missing at byte " + matrix.start());
        if (matrix.length() == 0) return NOTHING;
        Mat5Element flags = element(matrix.start());
        int kind = bytes.u8(flags.start());
        if (kind > LAST_NUMERIC || kind == SPARSE) return NOTHING;
        Mat5Element dimensions = element(flags.next());
        Mat5Element label = element(dimensions.next());
        String name = text(label);
        Mat5Value value = new Mat5Value(name, shape(dimensions, name));
        long end = matrix.start() + matrix.length();
        switch (kind) {
            case CELL -> cells(value, label.next(), end, depth);
            case STRUCT -> fields(value, label.next(), end, depth);
            case OBJECT -> fields(value, element(label.next()).next(), end, depth);
            default -> {
                Mat5Element numbers = element(label.next());
                ByteSource content = bytes.slice(numbers.start(), numbers.length(), "array " + name);
                if (kind == CHAR) value.text(content, type(numbers.type()));
                else value.numbers(content, type(numbers.type()));
            }
        }
        return value;
    }

    private void cells(Mat5Value value, long at, long end, int depth) throws IOException {
        long count = new TensorInfo("", value.dimensions, "").elements();
        for (long i = 0; i < count; i++) {
            Mat5Element cell = inside(at, end);
            value.cells.add(matrix(cell, depth + 1));
            at = cell.next();
        }
    }

    /** Only 1×1 structs have fields here: MatConvNet's nets consist of those. */
    private void fields(Mat5Value value, long at, long end, int depth) throws IOException {
        Mat5Element width = element(at);
        int length = bytes.i32(width.start());
        Mat5Element names = element(width.next());
        if (length < 1 || names.length() % length != 0) throw new WeightsException("damaged: a struct has no fields");
        long count = new TensorInfo("", value.dimensions, "").elements();
        if (count != 1) return;
        // All names come first, since a compressed stream is read forward.
        List<String> fields = new ArrayList<>();
        for (long i = 0; i < names.length() / length; i++) {
            bytes.budget().object();
            fields.add(zeroTerminated(bytes.bytes(names.start() + i * length, length, "a field's name")));
        }
        at = names.next();
        for (String name : fields) {
            Mat5Element field = inside(at, end);
            value.fields.put(name, matrix(field, depth + 1));
            at = field.next();
        }
    }

    private Mat5Element inside(long at, long end) throws IOException {
        if (at + 8 > end) throw new WeightsException("damaged: a value is missing at byte " + at);
        return element(at);
    }

    private List<Integer> shape(Mat5Element dimensions, String name) throws IOException {
        long[] extents = new long[(int) Math.min(dimensions.length() / 4, 64)];
        for (int i = 0; i < extents.length; i++) extents[i] = bytes.i32(dimensions.start() + 4L * i);
        return StoredTensor.shape("variable " + name, extents);
    }

    private String text(Mat5Element element) throws IOException {
        return zeroTerminated(bytes.bytes(element.start(), Math.min(element.length(), 256), "a name"));
    }

    private static String zeroTerminated(byte[] ascii) {
        int length = 0;
        while (length < ascii.length && ascii[length] != 0) length++;
        return new String(Arrays.copyOf(ascii, length), StandardCharsets.US_ASCII);
    }

    private static ElementType type(int code) {
        return switch (code) {
            case 1 -> ElementType.I8;
            case 2, 16 -> ElementType.U8;
            case 3 -> ElementType.I16;
            case 4, 17 -> ElementType.U16;
            case 5 -> ElementType.I32;
            case 6, 18 -> ElementType.U32;
            case 7 -> ElementType.F32;
            case 9 -> ElementType.F64;
            default -> null;
        };
    }
}
