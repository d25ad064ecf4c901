package sc.fiji.invertibility.bench.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import sc.fiji.invertibility.filters.FilterBank;

/** Builds an ONNX model of float tensors, node by node, as the bytes of a {@code ModelProto}. */
public final class OnnxModel {

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 17;
    private static final int FLOAT = 1, INT64 = 7;

    private final ProtoWriter graph = new ProtoWriter().text(2, "case");

    /** Starts an empty model. */
    public OnnxModel() {}

    /** Declares an input of a fixed size; no sizes at all make a scalar. */
    public OnnxModel input(String name, long... sizes) {
        ProtoWriter shape = new ProtoWriter();
        for (long size : sizes) shape.message(1, new ProtoWriter().number(1, size));
        graph.message(11, value(name, new ProtoWriter().number(1, FLOAT).message(2, shape)));
        return this;
    }

    /** Declares what is computed for the caller. */
    public OnnxModel outputs(String... names) {
        for (String name : names) graph.message(12, value(name, new ProtoWriter().number(1, FLOAT)));
        return this;
    }

    /** Adds a constant. */
    public OnnxModel constant(String name, float[] values, long... sizes) {
        ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(name, FLOAT, raw, sizes);
    }

    /** Adds a constant vector of whole numbers. */
    public OnnxModel integers(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(name, INT64, raw, values.length);
    }

    /**
     * Adds a node.
     *
     * @param type its operator
     * @param from its inputs, separated by blanks
     * @param to its outputs, separated by blanks
     * @param attributes its attributes
     * @return this model
     */
    public OnnxModel node(String type, String from, String to, Attribute... attributes) {
        ProtoWriter node = new ProtoWriter();
        for (String input : from.split(" ")) node.text(1, input.equals("-") ? "" : input);
        for (String output : to.split(" ")) node.text(2, output);
        node.text(3, to.split(" ")[0]).text(4, type);
        for (Attribute attribute : attributes) node.message(5, attribute.message());
        graph.message(1, node);
        return this;
    }

    /** Adds h = Wx. */
    public OnnxModel convolve(FilterBank w, String from, String to) {
        return correlate(
                w.weights(),
                w.filters(),
                w.channels(),
                w,
                w.padding().y(),
                w.padding().x(),
                from,
                to);
    }

    /**
     * Adds Wᵀz of a bank of stride 1 as a transposed convolution, the peer's faster form for images of few
     * channels.
     */
    public OnnxModel transposed(FilterBank w, String from, String to) {
        int y = w.padding().y(), x = w.padding().x();
        constant(to + ".w", w.weights(), w.filters(), w.channels(), w.height(), w.width());
        return node("ConvTranspose", from + " " + to + ".w", to, Attribute.integers("pads", y, x, y, x));
    }

    /**
     * Adds Wᵀz of a bank of stride 1 as a correlation with the mirrored filters, the peer's faster form for many
     * channels.
     */
    public OnnxModel adjoint(FilterBank w, String from, String to) {
        int area = w.height() * w.width();
        float[] weights = w.weights();
        float[] mirrored = new float[weights.length];
        IntStream.range(0, w.filters()).parallel().forEach(k -> {
            for (int m = 0; m < w.channels(); m++)
                for (int i = 0; i < area; i++)
                    mirrored[(m * w.filters() + k) * area + area - 1 - i] = weights[(k * w.channels() + m) * area + i];
        });
        int y = w.height() - 1 - w.padding().y(),
                x = w.width() - 1 - w.padding().x();
        return correlate(mirrored, w.channels(), w.filters(), w, y, x, from, to);
    }

    /** {@return the finished model} */
    public byte[] bytes() {
        ProtoWriter operators = new ProtoWriter().text(1, "").number(2, OPERATOR_SET);
        return new ProtoWriter()
                .number(1, IR_VERSION)
                .message(7, graph)
                .message(8, operators)
                .toByteArray();
    }

    private OnnxModel correlate(
            float[] weights, int filters, int channels, FilterBank size, int padY, int padX, String from, String to) {
        constant(to + ".w", weights, filters, channels, size.height(), size.width());
        return node("Conv", from + " " + to + ".w", to, Attribute.integers("pads", padY, padX, padY, padX));
    }

    private OnnxModel constant(String name, int type, ByteBuffer raw, long... sizes) {
        ProtoWriter tensor = new ProtoWriter();
        Arrays.stream(sizes).forEach(size -> tensor.number(1, size));
        graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw.array()));
        return this;
    }

    private static ProtoWriter value(String name, ProtoWriter tensorType) {
        return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensorType));
    }
}
