package sc.fiji.invertibility.weights.hostile;

import static sc.fiji.invertibility.weights.hostile.HostileFile.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** PyTorch, in its zip layout and in the old one: the same programs, with their numbers kept otherwise. */
final class HostileTorch {

    private static final int[] FILTERS = {4, 3, 3, 3};
    private static final int[] STRIDES = {27, 9, 3, 1};

    private HostileTorch() {}

    /** Files of the zip layout. */
    static List<HostileFile> zipped(Random random) {
        List<HostileFile> files = files(random, HostileTorch::zip);
        byte[] pickle = new PickleBytes()
                .op("}")
                .text("w")
                .tensor("0", 108, FILTERS, STRIDES)
                .op("s")
                .end();
        byte[] zeros = new byte[40 << 20];
        files.add(HostileFile.of(
                "a program that is packed",
                new ZipBytes()
                        .deflated(
                                "a/data.pkl",
                                new Bytes().raw(pickle).number(20 << 20, 0).end())
                        .stored("a/data/0", new byte[432])
                        .end()));
        files.add(HostileFile.of(
                "numbers that are packed",
                new ZipBytes()
                        .stored(
                                "a/data.pkl",
                                new PickleBytes()
                                        .op("}")
                                        .text("w")
                                        .tensor("0", 10 << 20, new int[] {1 << 10, 10 << 10}, 10 << 10, 1)
                                        .op("s")
                                        .end())
                        .deflated("a/data/0", zeros)
                        .end()));
        files.add(HostileFile.of(
                "damaged numbers",
                new ZipBytes()
                        .stored("a/data.pkl", pickle)
                        .entry("a/data/0", 0, new byte[432], 432, 7)
                        .end()));
        return files;
    }

    /** Files of the old layout. */
    static List<HostileFile> old(Random random) {
        List<HostileFile> files = files(random, HostileTorch::old);
        PickleBytes program = new PickleBytes()
                .op("}")
                .text("w")
                .tensor("0", 108, FILTERS, STRIDES)
                .op("s");
        files.add(HostileFile.of(
                "a storage of more numbers than the file has bytes",
                new Bytes().raw(head(program, 1)).u64(1L << 60)));
        files.add(HostileFile.of(
                "very many keys of one storage",
                new Bytes().raw(head(program, 100_000)).u64(0).number(800_000, 0)));
        return files;
    }

    private static List<HostileFile> files(Random random, BiFunction<PickleBytes, float[], byte[]> layout) {
        int many = 2_000 + random.nextInt(1_000);
        List<HostileFile> files = new ArrayList<>();
        BiFunction<String, Consumer<PickleBytes>, HostileFile> make = (kind, fill) -> {
            PickleBytes program = new PickleBytes().op("}");
            fill.accept(program);
            return HostileFile.of(kind, layout.apply(program, counting(1 << 16)));
        };
        files.add(make.apply(
                "a stride of zero",
                p -> p.text("w")
                        .tensor("0", 1 << 30, new int[] {1 << 14, 1 << 14, 2, 1}, 0, 0, 0, 0)
                        .op("s")));
        files.add(make.apply(
                "a storage larger than its bytes",
                p -> p.text("w")
                        .tensor("0", 800_000_000, new int[] {100, 10, 100, 1000}, 0, 0, 0, 1)
                        .op("s")));
        files.add(make.apply("many tensors of one storage", p -> {
            for (int i = 0; i < many; i++)
                p.text("w" + i)
                        .tensor("0", 1 << 16, new int[] {256, 256, 1, 1}, 256, 1, 1, 1)
                        .op("s");
        }));
        files.add(make.apply("one tensor under many names", p -> {
            p.text("w")
                    .tensor("0", 1 << 16, new int[] {256, 256, 1, 1}, 256, 1, 1, 1)
                    .remember(1)
                    .op("s");
            for (int i = 0; i < 20 * many; i++) p.text("w" + i).recall(1).op("s");
        }));
        files.add(make.apply("a long shape for many tensors", p -> {
            p.tuple(new int[30_000])
                    .remember(1)
                    .op("0")
                    .storage("0", 1 << 16)
                    .remember(2)
                    .op("0");
            for (int i = 0; i < 20 * many; i++) {
                p.op("ctorch._utils\n_rebuild_tensor_v2\n(")
                        .recall(2)
                        .number(0)
                        .recall(1)
                        .recall(1)
                        .op("tR0");
            }
        }));
        files.add(make.apply("many dictionaries of one list", p -> {
            p.op("](");
            for (int i = 0; i < many; i++) p.number(i).number(i).op("\u0086");
            p.op("e").remember(1).op("0");
            for (int i = 0; i < many; i++)
                p.op("ccollections\nOrderedDict\n").recall(1).op("\u0085R0");
        }));
        files.add(make.apply("long keys that are joined", p -> {
            for (int i = 0; i < 12; i++) p.text("k".repeat(10_000)).op("}");
            for (int i = 0; i < 4 * many; i++)
                p.text("" + i).tensor("0", 1, new int[] {1}, 1).op("s");
            for (int i = 0; i < 12; i++) p.op("s");
        }));
        files.add(make.apply("very many remembered", p -> p.op("\u0094".repeat(500 * many))));
        files.add(make.apply("very many dictionaries", p -> p.op("(" + "}".repeat(500 * many))));
        files.add(make.apply("very many empty tuples", p -> p.op("(" + ")".repeat(500 * many))));
        files.add(make.apply("very many numbers", p -> {
            p.op("(");
            for (int i = 0; i < 100 * many; i++) p.number(1000 + i);
        }));
        files.add(make.apply("dictionaries that double", p -> {
            p.op("}").remember(0).op("0");
            for (int i = 0; i < 200; i++) {
                p.op("}")
                        .text("a")
                        .recall(i)
                        .op("s")
                        .text("b")
                        .recall(i)
                        .op("s")
                        .remember(i + 1)
                        .op("0");
            }
            p.text("all").recall(200).op("s");
        }));
        files.add(make.apply("tuples that double", p -> {
            p.op(")").remember(0).op("0");
            for (int i = 0; i < 2_000; i++)
                p.recall(i).recall(i).op("\u0086").remember(i + 1).op("0");
            p.text("all").recall(2_000).op("s");
        }));
        files.add(make.apply("marks without end", p -> p.op("(".repeat(500 * many))));
        files.add(make.apply(
                "a view of all pairs",
                p -> p.text("w")
                        .tensor("0", 1 << 16, new int[] {30_000, 30_000, 1, 1}, 1, 1, 1, 1)
                        .op("s")));
        files.add(make.apply("views that are turned and thinned", p -> {
                    p.text("turned")
                            .tensor("0", 1 << 16, new int[] {3, 2}, 1, 3)
                            .op("s");
                    p.text("thinned")
                            .tensor("0", 1 << 16, new int[] {2, 2}, 1000, 10)
                            .op("s");
                })
                .with("turned", 0, 3, 1, 4, 2, 5)
                .with("thinned", 0, 10, 1000, 1010));
        return files;
    }

    private static byte[] zip(PickleBytes program, float[] numbers) {
        return new ZipBytes()
                .stored("a/data.pkl", program.end())
                .stored("a/data/0", new Bytes().floats(numbers).end())
                .end();
    }

    private static byte[] old(PickleBytes program, float[] numbers) {
        return new Bytes()
                .raw(head(program, 1))
                .u64(numbers.length)
                .floats(numbers)
                .end();
    }

    /** All before the numbers: magic number, version, machine, program, keys. */
    private static Bytes head(PickleBytes program, int keys) {
        Bytes head = new Bytes().u8(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, '.');
        head.u8(0x80, 2, 'M', 0xe9, 3, '.').raw(new PickleBytes().op("}").end());
        PickleBytes list = new PickleBytes().op("](").text("0").remember(0);
        for (int i = 1; i < keys; i++) list.recall(0);
        return head.raw(program.end()).raw(list.op("e").end());
    }
}
