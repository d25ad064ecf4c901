package sc.fiji.invertibility.weights.hostile;

import static sc.fiji.invertibility.weights.hostile.HostileFile.counting;
import static sc.fiji.invertibility.weights.hostile.MatBytes.cells;
import static sc.fiji.invertibility.weights.hostile.MatBytes.element;
import static sc.fiji.invertibility.weights.hostile.MatBytes.file;
import static sc.fiji.invertibility.weights.hostile.MatBytes.numbers;
import static sc.fiji.invertibility.weights.hostile.MatBytes.packed;
import static sc.fiji.invertibility.weights.hostile.MatBytes.struct;
import static sc.fiji.invertibility.weights.hostile.MatBytes.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** MatConvNet's {@code .mat} of version 5, and of version 7, which packs variables. */
final class HostileMat {

    private static final int[] FILTERS = {3, 3, 3, 4};
    private static final byte[] NOTHING = element(14, new byte[0]);

    private HostileMat() {}

    static List<HostileFile> files(Random random) {
        int many = 90_000 + random.nextInt(9_000);
        List<HostileFile> files = new ArrayList<>();
        byte[] empties = cells("layers", many, times(many, NOTHING));
        files.add(HostileFile.of(
                "very many empty cells, packed, in many variables", file().raw(times(200, packed(empties)))));
        files.add(HostileFile.of("very many empty cells", file().raw(empties)));
        files.add(HostileFile.of("more cells than there are", file().raw(cells("layers", 1 << 30, NOTHING))));
        byte[] deep = NOTHING;
        for (int i = 0; i < 1_000; i++) deep = cells("", 1, deep);
        files.add(HostileFile.of("cells in cells in cells", file().raw(cells("layers", 1, deep))));
        byte[] zeros = numbers("w", new int[] {1 << 11, 1 << 11}, new float[4 << 20]);
        files.add(HostileFile.of("many variables of zeros", file().raw(times(100, packed(zeros)))));
        files.add(HostileFile.of(
                "zeros in a packed variable that claims less",
                file().raw(packed(new Bytes().u32(14).u32(100).raw(zeros).end()))));
        files.add(HostileFile.of(
                "a long name for very many tensors",
                file().raw(cells(
                        "layers",
                        1,
                        struct(
                                "",
                                new String[] {"name", "weights"},
                                new Bytes()
                                        .raw(text("", "n".repeat(10_000)))
                                        .raw(cells("", 9_000, times(9_000, numbers("", new int[] {1, 1}, 1))))
                                        .end())))));
        files.add(HostileFile.of(
                "very many texts, packed",
                file().raw(packed(cells("layers", 9_000, times(9_000, text("", "t".repeat(9_000))))))));
        files.add(HostileFile.of(
                "a struct of very many fields", file().raw(struct("net", fields(many), times(many, NOTHING)))));
        files.add(HostileFile.of(
                "fields of very long names",
                file().raw(struct("net", new String[] {"a".repeat(400_000), "b", "c"}, times(3, NOTHING)))));
        files.add(HostileFile.of(
                "an array of more numbers than there are",
                file().raw(cells(
                        "layers",
                        1,
                        struct(
                                "",
                                new String[] {"filters"},
                                MatBytes.matrix(
                                        "", 7, new int[] {1 << 10, 1 << 10, 64, 8}, element(7, new byte[8])))))));
        files.add(HostileFile.of(
                "a shape of very many axes",
                file().raw(cells(
                        "layers",
                        1,
                        struct(
                                "",
                                new String[] {"filters"},
                                MatBytes.matrix("", 7, new int[100_000], element(7, new byte[8])))))));
        files.add(HostileFile.of(
                "very many layers of one name", file().raw(cells("layers", 2_000, times(2_000, layer("a", 108))))));
        files.add(HostileFile.of("packed again and again", file().raw(packed(packed(packed(empties))))));
        files.add(deep(random));
        byte[] net = cells(
                "layers",
                2,
                new Bytes().raw(layer("a", 108)).raw(layer("b", 108)).end());
        float[] turned = new float[108];
        for (int i = 0; i < 108; i++) turned[i] = i / 36 + 3 * (i / 12 % 3) + 9 * (i / 4 % 3) + 27 * (i % 4);
        files.add(HostileFile.of("a packed network whose numbers come before their names", file().raw(packed(net)))
                .with("a", turned)
                .with("b", turned));
        return files;
    }

    /** Not hostile at all, but read badly it would be unpacked once for each of its layers. */
    private static HostileFile deep(Random random) {
        Bytes layers = new Bytes();
        float[] filters = new float[9 * 32 * 32];
        for (int layer = 0; layer < 40; layer++) {
            for (int i = 0; i < filters.length; i++) filters[i] = random.nextFloat();
            byte[] biases = numbers("", new int[] {1, 32}, counting(32));
            layers.raw(struct(
                    "",
                    new String[] {"biases", "filters", "name"},
                    new Bytes()
                            .raw(biases)
                            .raw(numbers("", new int[] {3, 3, 32, 32}, filters))
                            .raw(text("", "conv" + layer))
                            .end()));
        }
        return HostileFile.of(
                        "a deep network whose biases come first", file().raw(packed(cells("layers", 40, layers.end()))))
                .with("conv39[1]", counting(32));
    }

    private static byte[] layer(String name, int count) {
        return struct(
                "",
                new String[] {"filters", "name"},
                new Bytes()
                        .raw(numbers("", FILTERS, counting(count)))
                        .raw(text("", name))
                        .end());
    }

    private static String[] fields(int count) {
        String[] fields = new String[count];
        Arrays.setAll(fields, i -> "" + i);
        return fields;
    }

    private static byte[] times(int count, byte[] bytes) {
        Bytes all = new Bytes();
        for (int i = 0; i < count; i++) all.raw(bytes);
        return all.end();
    }
}
