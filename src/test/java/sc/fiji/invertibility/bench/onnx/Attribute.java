package sc.fiji.invertibility.bench.onnx;

/** One attribute of a node: an {@code AttributeProto}. */
public final class Attribute {

    private static final int NAME = 1, FLOAT = 2, INTEGER = 3, STRING = 4, INTEGERS = 8, TYPE = 20;

    private final ProtoWriter message;

    private Attribute(ProtoWriter message) {
        this.message = message;
    }

    /** A whole number. */
    public static Attribute integer(String name, long value) {
        return new Attribute(
                new ProtoWriter().text(NAME, name).number(INTEGER, value).number(TYPE, 2));
    }

    /** A number. */
    public static Attribute number(String name, float value) {
        return new Attribute(
                new ProtoWriter().text(NAME, name).single(FLOAT, value).number(TYPE, 1));
    }

    /** A word. */
    public static Attribute word(String name, String value) {
        return new Attribute(
                new ProtoWriter().text(NAME, name).text(STRING, value).number(TYPE, 3));
    }

    /** Whole numbers. */
    public static Attribute integers(String name, long... values) {
        ProtoWriter message = new ProtoWriter().text(NAME, name);
        for (long value : values) message.number(INTEGERS, value);
        return new Attribute(message.number(TYPE, 7));
    }

    ProtoWriter message() {
        return message;
    }
}
