package sc.fiji.invertibility.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {

    @Test
    void everyClassHasTheSameShareOnEitherSideAndNoImageIsOnBoth() {
        List<LabelledImages> parts = set(40, 100, 10).split(0.2, 5);
        for (int c = 0; c < 3; c++) {
            assertEquals(List.of(32, 80, 8).get(c), parts.get(0).members(c).size());
            assertEquals(List.of(8, 20, 2).get(c), parts.get(1).members(c).size());
        }
        Set<Integer> all = new HashSet<>(parts.get(0).chosen());
        all.addAll(parts.get(1).chosen());
        assertEquals(150, all.size());
        assertEquals(parts, set(40, 100, 10).split(0.2, 5));
        assertNotEquals(parts, set(40, 100, 10).split(0.2, 6));
    }

    @Test
    void aClassOfOneImageCannotBeSplit() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> set(5, 1).split(0.5, 1));
        assertEquals(
                "validation: expected at least 2 images of class 'class 1', one to learn from and one to check, but"
                        + " got 1",
                refused.getMessage());
    }

    @Test
    void aSampleHasAsManyImagesOfEachClassAsThereAre() {
        LabelledImages sample = set(3, 50, 50).sample(23, 1);
        assertEquals(3, sample.members(0).size());
        assertEquals(10, sample.members(1).size());
        assertEquals(10, sample.members(2).size());
    }

    private static LabelledImages set(int... sizes) {
        List<String> classes = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int c = 0; c < sizes.length; c++) {
            classes.add("class " + c);
            for (int i = 0; i < sizes[c]; i++) labels.add(c);
        }
        ImageSource source = new ImageSource() {
            @Override
            public int size() {
                return labels.size();
            }

            @Override
            public String name(int index) {
                return "image " + index;
            }

            @Override
            public float[] values(int index) {
                return new float[1];
            }

            @Override
            public boolean equals(Object other) {
                return other != null && getClass() == other.getClass();
            }

            @Override
            public int hashCode() {
                return 1;
            }
        };
        return new LabelledImages(
                source,
                classes,
                labels,
                IntStream.range(0, labels.size()).boxed().toList());
    }
}
