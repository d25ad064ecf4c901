package sc.fiji.invertibility.weights.hostile;

import java.util.LinkedHashMap;
import java.util.Map;

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
}
