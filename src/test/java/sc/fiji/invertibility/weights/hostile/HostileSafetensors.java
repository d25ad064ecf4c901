package sc.fiji.invertibility.weights.hostile;

import static sc.fiji.invertibility.weights.hostile.HostileFile.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** safetensors. */
final class HostileSafetensors {

    private HostileSafetensors() {}

    static List<HostileFile> files(Random random) {
        int many = 2_000 + random.nextInt(2_000);
        int size = 1 << 20;
        List<HostileFile> files = new ArrayList<>();
        files.add(file("many tensors in the same bytes", size, many, i -> tensor("t" + i, "512,512,1,1", 0, size)));
        files.add(file(
                "tensors that overlap by all but one number",
                size,
                many,
                i -> tensor("t" + i, "256,512,1,1", 4 * i, 4 * i + size / 2)));
        files.add(file("gaps", 1_000, 100, i -> tensor("t" + i, "1,1,1,1", 8 * i, 8 * i + 4)));
        files.add(file("bytes behind the last", 10_000, 1, i -> tensor("t", "1,1,1,1", 0, 4)));
        files.add(file("the same name twice", 8, 2, i -> tensor("t", "1,1,1,1", 4 * i, 4 * i + 4)));
        files.add(file("very many tensors without numbers", 0, 30_000, i -> tensor("t" + i, "0,1,1,1", 0, 0)));
        files.add(file("very many of one number", 240_000, 60_000, i -> tensor("t" + i, "1,1,1,1", 4 * i, 4 * i + 4)));
        String digits = "1".repeat(100_000);
        files.add(file(
                "names that are very long numbers",
                200,
                50,
                i -> tensor(digits + (100 + i), "1,1,1,1", 4 * i, 4 * i + 4)));
        String pairs = "1a".repeat(50_000);
        files.add(file(
                "names of very many numbers", 200, 50, i -> tensor(pairs + (100 + i), "1,1,1,1", 4 * i, 4 * i + 4)));
        files.add(file("more axes than there are", 4, 1, i -> tensor("t", "1" + ",1".repeat(60), 0, 4)));
        files.add(file("an impossible shape", 4, 1, i -> tensor("t", "2147483647,2147483647,4,4", 0, 4)));
        files.add(file("places beyond all numbers", 4, 1, i -> tensor("t", "1", Long.MAX_VALUE - 3, Long.MIN_VALUE)));
        files.add(file(
                "very many notes",
                0,
                100_000,
                i -> i == 0 ? "\"__metadata__\":{\"0\":\"\"" : "\"" + i + "\":\"\"",
                "}"));
        files.add(file(
                "a mean of very many channels",
                0,
                1,
                i -> "\"__metadata__\":{\"preprocessing\":\"{\\\"order\\\":\\\"RGB\\\",\\\"scale\\\":1,\\\"mean\\\":[1"
                        + ",1".repeat(300_000) + "]}\"}"));
        files.add(file("a shape that is nested deep", 0, 1, i -> "\"t\":{\"x\":" + "[".repeat(500_000)));
        files.add(file("a header longer than the memory", 0, 1, i -> "\"" + "t".repeat(40_000_000) + "\":{}"));
        files.add(file(
                "layers without end in the notes",
                0,
                1,
                i -> "\"__metadata__\":{\"layers\":\"{"
                        + IntStream.range(0, 60_000)
                                .mapToObj(n -> "\\\"" + n + "\\\":\\\"\\\"")
                                .collect(Collectors.joining(","))
                        + "}\"}"));
        HostileFile shuffled = file(
                "tensors in another order than their bytes",
                432 * 3,
                counting(324),
                3,
                i -> tensor("t" + i, "4,3,3,3", 432 * (2 - i), 432 * (3 - i)));
        for (int i = 0; i < 3; i++) {
            shuffled =
                    shuffled.with("t" + i, java.util.Arrays.copyOfRange(counting(324), 108 * (2 - i), 108 * (3 - i)));
        }
        files.add(shuffled);
        return files;
    }

    private static String tensor(String name, String shape, long from, long to) {
        return "\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],\"data_offsets\":[" + from + "," + to
                + "]}";
    }

    private static HostileFile file(String kind, int data, int parts, IntFunction<String> part) {
        return file(kind, data, parts, part, "");
    }

    private static HostileFile file(String kind, int data, int parts, IntFunction<String> part, String end) {
        return HostileFile.of(kind, bytes(data, new float[0], parts, part, end));
    }

    private static HostileFile file(String kind, int data, float[] numbers, int parts, IntFunction<String> part) {
        return HostileFile.of(kind, bytes(data, numbers, parts, part, ""));
    }

    private static byte[] bytes(int data, float[] numbers, int parts, IntFunction<String> part, String end) {
        String header = IntStream.range(0, parts).mapToObj(part).collect(Collectors.joining(",", "{", end + "}"));
        int start = 8 + header.length();
        return new Bytes()
                .u64(header.length())
                .text(header)
                .floats(numbers)
                .upTo(start + data)
                .end();
    }
}
