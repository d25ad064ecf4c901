package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** ONNX: ModelProto.graph 7, whose initializers (5) are the tensors and whose nodes (1) tell what they are for. */
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
        List<ProtoMessage> nodes = new ArrayList<>();
        ProtoMessage model = new ProtoMessage(file);
        while (model.next()) {
            if (!model.is(GRAPH)) continue;
            ProtoMessage graph = model.message();
            while (graph.next()) {
                if (graph.is(INITIALIZER)) contents.add(OnnxTensor.of(graph.message()));
                if (!graph.is(NODE)) continue;
                if (nodes.size() >= MAX_FIELDS) throw new WeightsException("damaged: it has too many nodes");
                nodes.add(graph.message());
            }
        }
        for (ProtoMessage node : nodes) OnnxNode.of(node).addTo(contents);
        LayerPairing.complete(contents, tensor -> FilterLayout.OIHW);
        return contents;
    }
}
