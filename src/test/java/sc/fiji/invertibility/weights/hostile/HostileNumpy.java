package sc.fiji.invertibility.weights.hostile;

import static sc.fiji.invertibility.weights.hostile.HostileFile.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** NumPy: {@code .npz} and {@code .npy}. */
final class HostileNumpy {

    private HostileNumpy() {}

    static List<HostileFile> files(Random random) {
        int many = 500 + random.nextInt(1_000);
        byte[] filters = npy("(3, 3, 3, 4)", 108 * 4, counting(108));
        byte[] zeros = npy("(16, 16, 32, 32)", 16 * 16 * 32 * 32 * 4);
        List<HostileFile> files = new ArrayList<>();
        files.add(HostileFile.of("many names for one entry", again(many, zeros)));
        files.add(HostileFile.of("entries inside entries", quoted(many)));
        ZipBytes bombs = new ZipBytes();
        for (int i = 0; i < 100; i++) bombs.deflated(i + ".npy", zeros);
        files.add(HostileFile.of("many that unpack to a thousand times their size", bombs.end()));
        files.add(HostileFile.of(
                "one that unpacks to a thousand times its size",
                new ZipBytes()
                        .deflated("w.npy", npy("(64, 64, 64, 64)", 64 << 20))
                        .end()));
        files.add(HostileFile.of(
                "a size that is not there",
                new ZipBytes()
                        .entry("w.npy", 8, ZipBytes.deflate(filters, true), 0xfffffff0L, ZipBytes.crc(filters))
                        .end()));
        ZipBytes empty = new ZipBytes();
        for (int i = 0; i < 20_000; i++) empty.stored(i + ".npy", npy("(0, 2, 2, 2)", 0));
        files.add(HostileFile.of("very many arrays without numbers", empty.end()));
        ZipBytes named = new ZipBytes();
        for (int i = 0; i < 100; i++) named.stored("1".repeat(50_000) + (100 + i) + ".npy", npy("(1, 1, 1, 1)", 4));
        files.add(HostileFile.of("names that are very long numbers", named.end()));
        ZipBytes long18 = new ZipBytes();
        for (int i = 0; i < 60; i++) long18.stored("9a".repeat(30_000) + (100 + i) + ".npy", npy("(1, 1, 1, 1)", 4));
        files.add(HostileFile.of("names of very many numbers", long18.end()));
        ZipBytes headers = new ZipBytes();
        for (int i = 0; i < 200; i++) headers.stored(i + ".npy", npy("(" + "1, ".repeat(3_000) + ")", 4));
        files.add(HostileFile.of("shapes of thousands of axes", headers.end()));
        files.add(HostileFile.of(
                "an array larger than the file", npy("(46340, 46340)", 4 * (1 + random.nextInt(1_000)))));
        files.add(HostileFile.of(
                "a checksum of other bytes",
                new ZipBytes().entry("w.npy", 0, filters, filters.length, 1).end()));
        ZipBytes torn = new ZipBytes();
        torn.entry(
                "w.npy",
                8,
                new Bytes()
                        .raw(ZipBytes.deflate(filters, true))
                        .number(60_000, 0)
                        .end(),
                filters.length,
                ZipBytes.crc(filters));
        files.add(HostileFile.of("packed bytes that go on behind their end", torn.end()));
        files.add(HostileFile.of(
                "blocks that unpack to nothing",
                new ZipBytes()
                        .entry("w.npy", 8, nothing(300_000, filters), filters.length, ZipBytes.crc(filters))
                        .end()));
        files.add(HostileFile.of(
                "another name in front of the bytes",
                new ZipBytes()
                        .listed("w.npy", 0, filters.length, filters.length, ZipBytes.crc(filters), 0)
                        .raw(ZipBytes.header(
                                        new Bytes(),
                                        "v.npy",
                                        0,
                                        0,
                                        filters.length,
                                        filters.length,
                                        ZipBytes.crc(filters))
                                .raw(filters)
                                .end())
                        .end()));
        files.add(HostileFile.of(
                        "stored and packed, in no order",
                        new ZipBytes()
                                .deflated("b.npy", filters)
                                .stored("a10.npy", filters)
                                .deflated("a9.npy", zeros(filters))
                                .end())
                .with("b", counting(108))
                .with("a10", counting(108))
                .with("a9", new float[108]));
        return files;
    }

    private static byte[] zeros(byte[] npy) {
        byte[] zeros = npy.clone();
        java.util.Arrays.fill(zeros, 128, zeros.length, (byte) 0);
        return zeros;
    }

    private static byte[] again(int many, byte[] npy) {
        ZipBytes zip = new ZipBytes().stored("w.npy", npy);
        for (int i = 0; i < many; i++) zip.listed(i + ".npy", 0, npy.length, npy.length, ZipBytes.crc(npy), 0);
        return zip.end();
    }

    /** Each entry has the same bytes, as its header claims to go on over those of the others. */
    private static byte[] quoted(int many) {
        byte[] numbers = npy("(16, 16, 32, 32)", 1 << 20);
        int header = 30 + 8;
        ZipBytes zip = new ZipBytes();
        for (int i = 0; i < many; i++) {
            String name = String.format("%04d.npy", i);
            int others = (many - 1 - i) * header;
            zip.raw(ZipBytes.header(new Bytes(), name, others, 0, numbers.length, numbers.length, ZipBytes.crc(numbers))
                    .end());
            zip.listed(name, 0, numbers.length, numbers.length, ZipBytes.crc(numbers), (long) i * header);
        }
        return zip.raw(numbers).end();
    }

    /** Deflated content after blocks of no bytes, which cost five bytes each. */
    private static byte[] nothing(int blocks, byte[] content) {
        Bytes packed = new Bytes();
        for (int i = 0; i < blocks; i++) packed.u8(0, 0, 0, 0xff, 0xff);
        return packed.raw(ZipBytes.deflate(content, true)).end();
    }

    /** An array of float32 with its shape as it stands in a header, and bytes, which start with some numbers. */
    static byte[] npy(String shape, int bytes, float... numbers) {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        int length = Math.max(118, header.length());
        Bytes npy = new Bytes().text("\u0093NUMPY").u8(1, 0).u16(length).text(header);
        while (npy.size() < 10 + length) npy.u8(' ');
        return npy.floats(numbers).upTo(10 + length + bytes).end();
    }
}
