package sc.fiji.invertibility.weights.hostile;

import static sc.fiji.invertibility.weights.hostile.HostileFile.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Caffe: NetParameter {name 1, layer 100 {name 1, type 2, blobs 7, convolution_param 106}}. */
final class HostileCaffe {

    private HostileCaffe() {}

    static List<HostileFile> files(Random random) {
        int many = 50_000 + random.nextInt(10_000);
        List<HostileFile> files = new ArrayList<>();
        files.add(net("very many layers", net -> {
            for (int i = 0; i < many; i++) net.message(100, layer("" + i, "ReLU"));
        }));
        files.add(net("very many empty layers", net -> {
            net.message(100, layer("a", "ReLU"));
            for (int i = 0; i < 10 * many; i++) net.content(100, new byte[0]);
        }));
        files.add(net("very many blobs of a long name", net -> {
            ProtoBytes layer = layer("n".repeat(900), "Convolution");
            for (int i = 0; i < many; i++) layer.message(7, blob(1));
            net.message(100, layer);
        }));
        files.add(net("layers of one name", net -> {
            for (int i = 0; i < many; i++)
                net.message(100, layer("a", "Convolution").message(7, blob(1, 1, 1, 1)));
        }));
        files.add(net("long types", net -> {
            for (int i = 0; i < 40; i++)
                net.message(100, layer("" + i, "T".repeat(50_000)).message(7, blob(1)));
        }));
        files.add(net("a shape of very many axes", net -> {
            ProtoBytes dims = new ProtoBytes();
            for (int i = 0; i < 20 * many; i++) dims.varint(1);
            ProtoBytes blob = new ProtoBytes().floats(5, 1).message(7, new ProtoBytes().content(1, dims.end()));
            net.message(100, layer("a", "Convolution").message(7, blob));
        }));
        files.add(net("very many shapes of one blob", net -> {
            ProtoBytes blob = new ProtoBytes();
            for (int i = 0; i < 3 * many; i++) blob.message(7, new ProtoBytes().number(1, i));
            net.message(100, layer("a", "Convolution").message(7, blob.floats(5, 1)));
        }));
        files.add(net("an impossible shape", net -> {
            ProtoBytes blob = new ProtoBytes()
                    .number(1, 1 << 30)
                    .number(2, 1 << 30)
                    .number(3, 9)
                    .number(4, 9);
            net.message(100, layer("a", "Convolution").message(7, blob.floats(5, 1)));
        }));
        files.add(net("more numbers than there are", net -> {
            ProtoBytes blob = new ProtoBytes().number(1, 1 << 20).number(2, 64).floats(5, 1);
            net.message(100, layer("a", "Convolution").message(7, blob));
        }));
        files.add(net("data in very many pieces", net -> {
            ProtoBytes blob = new ProtoBytes();
            for (int i = 0; i < many; i++) blob.floats(5, i);
            net.message(100, layer("a", "Convolution").message(7, blob));
        }));
        files.add(net("parameters again and again", net -> {
            ProtoBytes layer = layer("a", "Convolution");
            for (int i = 0; i < 3 * many; i++) layer.message(106, new ProtoBytes().number(5, i));
            net.message(100, layer.message(7, blob(1, 1, 1, 1)));
        }));
        files.add(net("very many skipped layers", net -> {
            for (int i = 0; i < many / 2; i++)
                net.message(100, layer("" + i, "Scale").message(7, blob(1)));
        }));
        files.add(net(
                        "layers of both versions",
                        net -> net.message(100, layer("a", "Convolution").message(7, blob(4, 3, 3, 3)))
                                .message(
                                        2,
                                        new ProtoBytes()
                                                .text(4, "b")
                                                .number(5, 4)
                                                .message(6, blob(2, 4, 3, 3))))
                .with("a", counting(108))
                .with("b", counting(72)));
        return files;
    }

    private static HostileFile net(String kind, Consumer<ProtoBytes> fill) {
        ProtoBytes net = new ProtoBytes().text(1, "net");
        fill.accept(net);
        return HostileFile.of(kind, net.end());
    }

    private static ProtoBytes layer(String name, String type) {
        return new ProtoBytes().text(1, name).text(2, type);
    }

    private static ProtoBytes blob(int... shape) {
        ProtoBytes dims = new ProtoBytes();
        int elements = 1;
        for (int extent : shape) {
            dims.number(1, extent);
            elements *= extent;
        }
        return new ProtoBytes().message(7, dims).floats(5, counting(elements));
    }
}
