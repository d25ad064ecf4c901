package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** NodeProto: input 1, op_type 4, attribute 5 {name 1, i 3}. */
final class OnnxNode {

    private static final int MAX_INPUTS = 1000;

    private final List<String> inputs = new ArrayList<>();
    private String operation = "";
    private int group = 1;
    private boolean transposed;

    private OnnxNode() {}

    static OnnxNode of(ProtoMessage fields) throws IOException {
        OnnxNode node = new OnnxNode();
        while (fields.next()) {
            if (fields.is(1) && node.inputs.size() < MAX_INPUTS) node.inputs.add(fields.text());
            else if (fields.is(4)) node.operation = fields.text();
            else if (fields.is(5)) node.attribute(fields.message());
        }
        return node;
    }

    private void attribute(ProtoMessage fields) throws IOException {
        String name = "";
        long number = 0;
        while (fields.next()) {
            if (fields.is(1)) name = fields.text();
            else if (fields.isNumber(3)) number = fields.number();
        }
        if (name.equals("group")) group = (int) Math.max(0, Math.min(number, Integer.MAX_VALUE));
        if (name.equals("transB")) transposed = number != 0;
    }

    /** Adds the layer of this node, if its weights are a tensor of the file that belongs to no other layer. */
    void addTo(FileContents contents) throws WeightsException {
        StoredTensor weights = input(contents, 1);
        LayerKind kind = switch (operation) {
            case "Conv" -> LayerKind.CONVOLUTION;
            case "ConvTranspose" -> LayerKind.DECONVOLUTION;
            case "Gemm", "MatMul" -> LayerKind.DENSE;
            default -> null;
        };
        if (kind == null
                || weights == null
                || !weights.readable()
                || weights.info().elements() == 0) return;
        int rank = kind == LayerKind.DENSE ? 2 : 4;
        if (contents.hasLayerOf(weights) || weights.info().rank() != rank) return;
        boolean rows = kind != LayerKind.DENSE || operation.equals("Gemm") && transposed;
        int[] axes = (rows ? FilterLayout.OIHW : FilterLayout.HWIO).axes(rank);
        String name = LayerPairing.layerName(weights.info().name());
        StoredTensor bias = operation.equals("MatMul") ? null : input(contents, 2);
        contents.add(StoredLayer.of(name, kind, weights, axes, group, bias));
    }

    private StoredTensor input(FileContents contents, int index) {
        return index < inputs.size() ? contents.tensors().get(inputs.get(index)) : null;
    }
}
