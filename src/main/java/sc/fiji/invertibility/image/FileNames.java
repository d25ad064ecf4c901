package sc.fiji.invertibility.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/** Very many names of files in little memory: their bytes behind one another. */
record FileNames(byte[] bytes, int[] ends) {

    static FileNames of(Collection<String> names) {
        byte[] bytes = new byte[1 << 10];
        int[] ends = new int[names.size()];
        int length = 0, i = 0;
        for (String name : names) {
            byte[] next = name.getBytes(StandardCharsets.UTF_8);
            if (length > bytes.length - next.length)
                bytes = Arrays.copyOf(bytes, Math.addExact(length, Math.max(length, next.length)));
            System.arraycopy(next, 0, bytes, length, next.length);
            ends[i++] = length += next.length;
        }
        return new FileNames(Arrays.copyOf(bytes, length), ends);
    }

    int size() {
        return ends.length;
    }

    String name(int index) {
        int start = index == 0 ? 0 : ends[index - 1];
        return new String(bytes, start, ends[index] - start, StandardCharsets.UTF_8);
    }
}
