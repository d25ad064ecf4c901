package sc.fiji.invertibility.weights.hostile;

import static sc.fiji.invertibility.weights.hostile.HostileFile.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Programs for Python's pickle machine, whatever layout the numbers have that belong to them. */
final class HostilePickle {

    private HostilePickle() {}

    /** Files of each program with as many numbers as a storage of 65536 has, put together by {@code layout}. */
    static List<HostileFile> files(Random random, BiFunction<PickleBytes, float[], byte[]> layout) {
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
}
