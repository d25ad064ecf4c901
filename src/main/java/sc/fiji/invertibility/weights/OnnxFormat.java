package sc.fiji.invertibility.weights;

import java.io.IOException;

/** ONNX: ModelProto.graph 7, whose initializers (5) are the tensors and whose nodes (1) use them. */
final class OnnxFormat implements WeightFormat {

    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int MAX_FIELDS = 100_000;
    private static final PreprocessingRecord CONVENTION =
            PreprocessingRecord.rgbStandardised("the convention of the ONNX model zoo");

    @Override
    public String name() {
        return "ONNX";
    }

    /** A model starts with a small ir_version, and has a graph. */
    @Override
    public boolean recognises(ByteSource file) throws IOException {
        if (!file.has(0, 0x08)) return false;
        ProtoMessage model = new ProtoMessage(file);
        try {
            for (int i = 0; i < MAX_FIELDS && model.next(); i++) {
                if (model.is(GRAPH)) return true;
                if (model.field() == 1 && (!model.isNumber(1) || model.number() > 100)) return false;
            }
        } catch (WeightsException e) {
            return model.field() == GRAPH;
        }
        return false;
    }

    @Override
    public FileContents contents(ByteSource file) throws IOException {
        FileContents contents = new FileContents(CONVENTION);
        // Nodes come first, and name tensors that come later.
        for (ProtoMessage tensors = new ProtoMessage(file); tensors.next(); ) {
            if (!tensors.is(GRAPH)) continue;
            for (ProtoMessage graph = tensors.message(); graph.next(); ) {
                if (graph.is(INITIALIZER)) contents.add(OnnxTensor.of(graph.message()));
            }
        }
        for (ProtoMessage nodes = new ProtoMessage(file); nodes.next(); ) {
            if (!nodes.is(GRAPH)) continue;
            for (ProtoMessage graph = nodes.message(); graph.next(); ) {
                if (graph.is(NODE)) OnnxNode.of(graph.message()).addTo(contents);
            }
        }
        LayerPairing.complete(contents, tensor -> FilterLayout.OIHW);
        return contents;
    }
}
