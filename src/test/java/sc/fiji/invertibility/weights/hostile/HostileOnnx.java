package sc.fiji.invertibility.weights.hostile;

import static sc.fiji.invertibility.weights.hostile.HostileFile.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** ONNX: ModelProto {ir_version 1, graph 7 {node 1, initializer 5}}. */
final class HostileOnnx {

    private HostileOnnx() {}

    static List<HostileFile> files(Random random) {
        int many = 50_000 + random.nextInt(10_000);
        List<HostileFile> files = new ArrayList<>();
        files.add(model("very many nodes", graph -> {
            for (int i = 0; i < many; i++) graph.message(1, node("Conv", "x", "w"));
        }));
        files.add(model("very many empty nodes", graph -> {
            for (int i = 0; i < 10 * many; i++) graph.content(1, new byte[0]);
        }));
        files.add(model("nodes of very many inputs", graph -> {
            for (int i = 0; i < 50; i++) graph.message(1, node("Conv", new String[many / 10]));
        }));
        files.add(model("a node of very many attributes", graph -> {
            ProtoBytes node = node("Conv", "x", "w");
            for (int i = 0; i < 5 * many; i++)
                node.message(5, new ProtoBytes().text(1, "group").number(3, i));
            graph.message(1, node);
        }));
        files.add(model("very many tensors without numbers", graph -> {
            for (int i = 0; i < many; i++)
                graph.message(5, new ProtoBytes().text(8, "" + i).number(1, 0).number(2, 1));
        }));
        files.add(model("very many tensors of whole numbers", graph -> {
            for (int i = 0; i < many; i++)
                graph.message(5, new ProtoBytes().text(8, "" + i).number(2, 7));
        }));
        files.add(model("the same name again and again", graph -> {
            for (int i = 0; i < many; i++) graph.message(5, tensor("w", 1, 1, 1, 1));
        }));
        files.add(model("a tensor of very many axes", graph -> {
            ProtoBytes dims = new ProtoBytes();
            for (int i = 0; i < 20 * many; i++) dims.varint(1);
            graph.message(
                    5, new ProtoBytes().content(1, dims.end()).number(2, 1).floats(4, 1));
        }));
        files.add(model(
                "an impossible shape",
                graph -> graph.message(
                        5,
                        new ProtoBytes()
                                .number(1, Integer.MAX_VALUE)
                                .number(1, 8)
                                .number(2, 1)
                                .text(8, "w")
                                .floats(4, 1))));
        files.add(model(
                "fewer bytes than numbers",
                graph -> graph.message(
                        5,
                        new ProtoBytes()
                                .number(1, 1 << 28)
                                .number(2, 1)
                                .text(8, "w")
                                .floats(9, 1))));
        files.add(model("very long names", graph -> {
            for (int i = 0; i < 50; i++) graph.message(5, tensor("1".repeat(50_000) + i, 1, 1, 1, 1));
            for (int i = 0; i < 50; i++) graph.message(1, node("1".repeat(50_000), "x", "1".repeat(50_000) + i));
        }));
        files.add(model("one bias for very many layers", graph -> {
            graph.message(5, tensor("b", 1));
            for (int i = 0; i < many / 10; i++) {
                graph.message(5, tensor("w" + i, 1, 1, 1, 1));
                graph.message(1, node("Conv", "x", "w" + i, "b"));
            }
        }));
        files.add(model(
                "groups beyond all numbers",
                graph -> graph.message(5, tensor("w", 4, 3, 3, 3))
                        .message(
                                1,
                                node("Conv", "x", "w")
                                        .message(
                                                5,
                                                new ProtoBytes()
                                                        .text(1, "group")
                                                        .number(3, -1)))));
        Bytes graphs = new Bytes().u8(8, 7);
        for (int i = 0; i < 10 * many; i++) graphs.u8(7 << 3 | 2, 0);
        files.add(HostileFile.of("very many graphs", graphs));
        files.add(model(
                        "layers before and after their nodes",
                        graph -> graph.message(5, tensor("a.weight", 4, 3, 3, 3))
                                .message(1, node("Conv", "x", "b.weight"))
                                .message(5, tensor("b.weight", 2, 4, 3, 3)))
                .with("a.weight", counting(108))
                .with("b.weight", counting(72)));
        return files;
    }

    private static HostileFile model(String kind, Consumer<ProtoBytes> fill) {
        ProtoBytes graph = new ProtoBytes();
        fill.accept(graph);
        return HostileFile.of(
                kind, new ProtoBytes().number(1, 7).message(7, graph).end());
    }

    private static ProtoBytes node(String operation, String... inputs) {
        ProtoBytes node = new ProtoBytes().text(4, operation);
        for (String input : inputs) node.text(1, input == null ? "" : input);
        return node;
    }

    private static ProtoBytes tensor(String name, int... shape) {
        ProtoBytes tensor = new ProtoBytes();
        int elements = 1;
        for (int extent : shape) {
            tensor.number(1, extent);
            elements *= extent;
        }
        return tensor.number(2, 1).text(8, name).floats(9, counting(elements));
    }
}
