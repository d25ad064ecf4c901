package sc.fiji.invertibility.weights.hostile;

import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.chunk;
import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.chunked;
import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.filters;
import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.floats;
import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.link;
import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.message;
import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.more;
import static sc.fiji.invertibility.weights.hostile.Hdf5Bytes.shape;
import static sc.fiji.invertibility.weights.hostile.HostileFile.counting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;

/** Keras' {@code .h5}. */
final class HostileHdf5 {

    private HostileHdf5() {}

    static List<HostileFile> files(Random random) {
        int many = 500 + random.nextInt(500);
        List<HostileFile> files = new ArrayList<>();
        files.add(file(
                "many names for one dataset",
                f -> f.group(names(50 * many, "", f.dataset(f.put(new byte[1 << 20]), 512, 512)))));
        files.add(file("many datasets of the same bytes", f -> {
            int data = f.put(new byte[1 << 20]);
            Map<String, Integer> members = new LinkedHashMap<>();
            for (int i = 0; i < many; i++) members.put("w" + i, f.dataset(data, 8, 8, 64, 64));
            return f.group(members);
        }));
        files.add(file("long paths to many datasets", f -> {
            long[] addresses = new long[10 * many];
            for (int i = 0; i < addresses.length; i++) addresses[i] = f.dataset(0, 1);
            int inner = f.oldGroup(addresses);
            for (int i = 0; i < 14; i++) inner = f.group(Map.of("p".repeat(1_000), inner));
            return inner;
        }));
        files.add(file("a group inside itself", f -> {
            int here = f.here();
            return f.group(Map.of("a", here, "b", here));
        }));
        files.add(file("a header that goes on in itself", f -> {
            int here = f.here();
            return f.object(new Bytes().raw(more(here + 16, 24)));
        }));
        files.add(file("a header that goes on in the same place again and again", f -> {
            int block = f.put(new Bytes().raw(link("a", 0)).number(30_000, 0).end());
            Bytes messages = new Bytes();
            for (int i = 0; i < 90; i++) messages.raw(more(block, 30_000));
            return f.object(messages);
        }));
        files.add(file("a header of very many messages", f -> f.object(new Bytes().number(8 * 100 * many, 0))));
        files.add(file("tables of symbols that are shared", f -> {
            int heap = f.heap(new Bytes().text("w").upTo(8).end());
            long[] symbols = new long[2 * 1_000];
            Arrays.fill(symbols, -1);
            int table = f.symbols(symbols);
            byte[][] children = new byte[1_000][];
            Arrays.fill(children, new Bytes().u64(0, table).end());
            int node = f.node(0, 0, children);
            Arrays.fill(children, new Bytes().u64(0, node).end());
            return f.groupOf(f.node(0, 1, children), heap);
        }));
        files.add(file("very many symbols whose names are ends of others", f -> {
            Bytes names = new Bytes();
            for (int i = 0; i < 990 * 62; i++) names.u8(i % 990 == 989 ? 0 : 'a' + random.nextInt(26));
            int heap = f.heap(names.u8(0).end());
            long[] symbols = new long[2 * 60_000];
            for (int i = 0; i < symbols.length; i += 2) symbols[i] = i / 2 / 980 * 990 + i / 2 % 980;
            return f.groupOf(f.symbols(symbols), heap);
        }));
        files.add(file("chunks in a shared leaf", f -> {
            byte[] chunk = f.here() < 0 ? null : ZipBytes.deflate(new byte[4 << 10], false);
            int data = f.put(chunk);
            int leaf = f.node(1, 0, chunk(data, chunk.length, 0, 0));
            byte[][] children = new byte[60 * many][];
            for (int i = 0; i < children.length; i++) children[i] = chunk(leaf, 0, 32L * i, 0);
            return dataset(f, f.node(1, 1, children), new long[] {32L * children.length, 32}, 32, 32);
        }));
        files.add(file("many chunks of the same bytes", f -> {
            byte[] chunk = ZipBytes.deflate(new byte[4 << 16], false);
            int data = f.put(chunk);
            byte[][] children = new byte[many][];
            for (int i = 0; i < many; i++) children[i] = chunk(data, chunk.length, 256L * i, 0);
            return dataset(f, f.node(1, 0, children), new long[] {256L * many, 256}, 256, 256);
        }));
        files.add(file("a chunk far larger than its dataset", f -> {
            byte[] chunk = ZipBytes.deflate(new byte[40 << 20], false);
            int node = f.node(1, 0, chunk(f.put(chunk), chunk.length, 0, 0));
            return dataset(f, node, new long[] {1, 1}, 10 << 10, 1 << 10);
        }));
        files.add(file("a chunk of more bytes than an array can have", f -> {
            int node = f.node(1, 0, chunk(f.put(new byte[9]), 9, 0, 0));
            return dataset(f, node, new long[] {1, 1}, 1 << 20, 511);
        }));
        files.add(file(
                "a dataset of more axes than there are", f -> f.group(Map.of("w", f.dataset(0, new long[255])))));
        files.add(file("chunks with gaps at the end, a packed one", f -> {
                    float[] first = counting(12);
                    byte[] packed = ZipBytes.deflate(new Bytes().floats(first).end(), false);
                    int one = f.put(packed);
                    int two = f.put(packed);
                    int node = f.node(1, 0, chunk(one, packed.length, 0, 0), chunk(two, packed.length, 3, 0));
                    return f.group(Map.of(
                            "w",
                            f.object(new Bytes()
                                    .raw(shape(5, 3))
                                    .raw(floats())
                                    .raw(filters(1))
                                    .raw(chunked(node, 3, 4)))));
                })
                .with("w", 0, 1, 2, 4, 5, 6, 8, 9, 10, 0, 1, 2, 4, 5, 6));
        files.add(file(
                "a message that is longer than its header",
                f -> f.object(message(6, new Bytes()).u16(6).u16(60_000))));
        return files;
    }

    private static int dataset(Hdf5Bytes file, int tree, long[] shape, long... chunk) {
        return file.group(Map.of(
                "w",
                file.object(new Bytes()
                        .raw(shape(shape))
                        .raw(floats())
                        .raw(filters(1))
                        .raw(chunked(tree, chunk)))));
    }

    static Map<String, Integer> names(int count, String prefix, int address) {
        Map<String, Integer> names = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) names.put(prefix + i, address);
        return names;
    }

    private static HostileFile file(String kind, ToIntFunction<Hdf5Bytes> fill) {
        Hdf5Bytes file = Hdf5Bytes.begin(false);
        return HostileFile.of(kind, file.root(fill.applyAsInt(file)).end());
    }
}
