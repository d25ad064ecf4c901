package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.StoredCode;

/** Tiles come back from their file as they were, in any order. */
class TileFileTest {

    /** A tile of some words. */
    private record Words(int[] content) implements StoredCode {

        static Words random(int count) {
            return new Words(new Random(count).ints(count).toArray());
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public long nonzeros() {
            return 0;
        }

        @Override
        public int words() {
            return content.length;
        }

        @Override
        public void read(int[] target) {
            System.arraycopy(content, 0, target, 0, content.length);
        }

        @Override
        public void close() {}
    }

    @Test
    void tilesComeBackFromTheFile() {
        int[] sizes = {17, 1, 1 << 18, (1 << 18) + 1, 0, 700_001, 5};
        try (TileFile file = TileFile.create(sizes.length)) {
            for (int i = sizes.length - 1; i >= 0; i--) file.put(i, Words.random(sizes[i]));
            for (int twice = 0; twice < 2; twice++)
                for (int i = 0; i < sizes.length; i++) {
                    int[] words = Words.random(sizes[i]).content;
                    assertArrayEquals(words, Arrays.copyOf(file.get(i), sizes[i]), "tile " + i);
                }
        }
    }
}
