package sc.fiji.invertibility.weights.hostile;

import java.util.List;
import java.util.Random;

/** PyTorch, in its zip layout and in the old one: the same programs, with their numbers kept otherwise. */
final class HostileTorch {

    private static final int[] FILTERS = {4, 3, 3, 3};
    private static final int[] STRIDES = {27, 9, 3, 1};

    private HostileTorch() {}

    /** Files of the zip layout. */
    static List<HostileFile> zipped(Random random) {
        List<HostileFile> files = HostilePickle.files(random, HostileTorch::zip);
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
        List<HostileFile> files = HostilePickle.files(random, HostileTorch::old);
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
