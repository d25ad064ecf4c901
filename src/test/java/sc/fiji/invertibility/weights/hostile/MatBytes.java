package sc.fiji.invertibility.weights.hostile;

/** Values of a MAT-file of version 5, each with the tag that stands before it. */
final class MatBytes {

    private static final int CELL = 1;
    private static final int STRUCT = 2;
    private static final int CHAR = 4;
    private static final int SINGLE = 7;

    private MatBytes() {}

    /** The 128 bytes before the variables. */
    static Bytes file() {
        return new Bytes().text("MATLAB 5.0 MAT-file").upTo(124).u16(0x0100).text("IM");
    }

    static byte[] element(int type, byte[] content) {
        return new Bytes().u32(type).u32(content.length).raw(content).aligned(8).end();
    }

    static byte[] numbers(String name, int[] shape, float... numbers) {
        return matrix(
                name, SINGLE, shape, element(7, new Bytes().floats(numbers).end()));
    }

    static byte[] text(String name, String text) {
        return matrix(
                name,
                CHAR,
                new int[] {1, text.length()},
                element(2, new Bytes().text(text).end()));
    }

    /** A cell array of 1×count, of which the content may hold fewer. */
    static byte[] cells(String name, int count, byte[] content) {
        return matrix(name, CELL, new int[] {1, count}, content);
    }

    static byte[] struct(String name, String[] fields, byte[] values) {
        int width = 1;
        for (String field : fields) width = Math.max(width, field.length() + 1);
        Bytes names = new Bytes();
        for (int i = 0; i < fields.length; i++) names.text(fields[i]).upTo((i + 1) * width);
        Bytes content = new Bytes()
                .u32(4 << 16 | 5)
                .u32(width)
                .raw(element(1, names.end()))
                .raw(values);
        return matrix(name, STRUCT, new int[] {1, 1}, content.end());
    }

    static byte[] matrix(String name, int kind, int[] shape, byte[] content) {
        Bytes dimensions = new Bytes();
        for (int extent : shape) dimensions.u32(extent);
        return element(
                14,
                new Bytes()
                        .raw(element(6, new Bytes().u32(kind).u32(0).end()))
                        .raw(element(5, dimensions.end()))
                        .raw(element(1, new Bytes().text(name).end()))
                        .raw(content)
                        .end());
    }

    /** A variable as version 7 packs it. */
    static byte[] packed(byte[] variable) {
        byte[] packed = ZipBytes.deflate(variable, false);
        return new Bytes().u32(15).u32(packed.length).raw(packed).end();
    }
}
