package sc.fiji.invertibility.weights.hostile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A file that was made to do harm, or looks as if.
 *
 * @param kind what is done with it
 * @param bytes the file
 * @param right the numbers of tensors, by name, where the file may be read: a file that is only unusual
 *     has to be read, and rightly
 */
record HostileFile(String kind, byte[] bytes, Map<String, float[]> right) {

    /** A file that nobody needs to read. */
    static HostileFile of(String kind, byte[] bytes) {
        return new HostileFile(kind, bytes, Map.of());
    }

    static HostileFile of(String kind, Bytes bytes) {
        return of(kind, bytes.end());
    }

    /** The same with numbers that have to come out of it. */
    HostileFile with(String tensor, float... numbers) {
        Map<String, float[]> more = new LinkedHashMap<>(right);
        more.put(tensor, numbers);
        return new HostileFile(kind, bytes, more);
    }

    /** Numbers 0, 1, 2, … */
    static float[] counting(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = i;
        return numbers;
    }

    /** The same with up to four bytes changed, half of the time near the start, where sizes are. */
    HostileFile damaged(Random random) {
        byte[] damaged = bytes.clone();
        int reach = random.nextBoolean() ? damaged.length : Math.min(damaged.length, 512);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            damaged[random.nextInt(reach)] = (byte) random.nextInt();
        }
        return of(kind + ", damaged", damaged);
    }
}
