package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Compares what was read of a damaged file with what is in the whole one. */
final class DamagedNumbers {

    private final Path variant;
    private final Map<String, float[]> right;

    /** For damaged copies of a file in which these numbers are. */
    DamagedNumbers(Path variant, Map<String, float[]> right) {
        this.variant = variant;
        this.right = right;
    }

    /** Whether numbers are others than in the whole file; fails where that had to be noticed. */
    boolean differ(Map<String, float[]> numbers, int bytesChanged, String label) {
        boolean differ = false;
        for (Map.Entry<String, float[]> layer : numbers.entrySet()) {
            float[] expected = right.get(layer.getKey());
            float[] actual = layer.getValue();
            if (Arrays.equals(expected, actual)) continue;
            differ = true;
            assertTrue(!hasChecksums(), label + " gave other numbers for " + layer.getKey());
            if (expected == null || expected.length != actual.length || !inOrder()) continue;
            int changed = 0;
            for (int i = 0; i < actual.length; i++) if (actual[i] != expected[i]) changed++;
            assertTrue(changed <= bytesChanged, label + " changed " + changed + " numbers of " + layer.getKey());
        }
        return differ;
    }

    /** Zip files, and those whose numbers are all inside zlib streams. */
    private boolean hasChecksums() {
        return Stream.of("numpy", "pytorch").anyMatch(variant.getParent()::endsWith)
                || variant.getFileName().toString().startsWith("v7_");
    }

    /** Formats that have no word of where or how numbers lie: a changed byte is in one number, or in none. */
    private boolean inOrder() {
        return Stream.of("safetensors", "caffe").anyMatch(variant.getParent()::endsWith);
    }
}
