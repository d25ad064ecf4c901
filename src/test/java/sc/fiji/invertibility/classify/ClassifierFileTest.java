package sc.fiji.invertibility.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.network.Preprocessing;

class ClassifierFileTest {

    @TempDir
    Path folder;

    @Test
    void aClassifierComesBackAsItWas() throws IOException {
        Classifier before = classifier();
        Path file = folder.resolve("model.safetensors");
        ClassifierFile.write(before, file);
        Classifier after = ClassifierFile.read(file);
        assertEquals(before.classes(), after.classes());
        assertEquals(before.form(), after.form());
        assertEquals(before.preprocessing(), after.preprocessing());
        assertEquals(before.notation(), after.notation());
        assertEquals(before.origin(), after.origin());
        assertArrayEquals(before.top().weights(), after.top().weights());
        assertArrayEquals(before.top().bias(), after.top().bias());
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(
                    before.layers().get(i).bank().weights(),
                    after.layers().get(i).bank().weights());
            assertArrayEquals(
                    before.layers().get(i).bank().bias(),
                    after.layers().get(i).bank().bias());
        }
    }

    /** Replacements of the same length, so that the file's own structure stays whole. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \\"average\\":2     | \\"average\\":9     | average pooling of 9×9 pixels does not fit maps of 4×4
            \\"height\\":16     | \\"height\\":99     | the layers make
            \\"version\\":1     | \\"version\\":7     | its record has version 7
            \\"pools\\":[2,2]   | \\"pools\\":[2,0]   | expected pooling of at least 1 pixel
            \\"pools\\":[2,2]   | \\"pools\\":false   | a value in it is of another type than expected
            \\"classes\\"       | \\"klasses\\"       | its record lacks a value
            \\"fit\\":\\"None\\" | \\"fit\\":\\"Nope\\" | its record has fit 'Nope'
            \\"height\\":16     | \\"width\\": 16     | it has the key "width" twice
            \\"cat\\"           | \\"dog\\"           | two of its classes have one name
            \\"channels\\":3    | \\"channels\\":4    | 4
            \\"classifier\\"    | \\"declassify\\"    | holds no classifier
            """)
    void aRecordThatDoesNotFitIsRefusedInOneSentence(String from, String to, String expected) throws IOException {
        Path file = folder.resolve("model.safetensors");
        ClassifierFile.write(classifier(), file);
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        String old = from.replace("\\\"", from.equals("\\\"classifier\\\"") ? "\"" : "\\\"");
        String other = to.replace("\\\"", from.equals("\\\"classifier\\\"") ? "\"" : "\\\"");
        assertTrue(text.contains(old), old);
        Files.writeString(file, text.replace(old, other), StandardCharsets.ISO_8859_1);
        IOException refused = assertThrows(IOException.class, () -> ClassifierFile.read(file));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count(), refused.getMessage());
    }

    @Test
    void damagedFilesAreReadOrRefusedButDoNoHarm() throws IOException {
        Path file = folder.resolve("model.safetensors");
        ClassifierFile.write(classifier(), file);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(8);
        int header = 8 + (whole[0] & 0xff) + 256 * (whole[1] & 0xff);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int j = 0; j < 2; j++) damaged[random.nextInt(header)] = (byte) random.nextInt(32, 127);
            Files.write(file, damaged);
            try {
                ClassifierFile.read(file);
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 100, refused + " of 300 were refused");
    }

    @Test
    void otherFilesAreNamed() throws IOException {
        Path file = folder.resolve("photo.safetensors");
        Files.writeString(file, "not a model at all");
        assertThrows(IOException.class, () -> ClassifierFile.read(file));
    }

    static Classifier classifier() {
        List<FilterLayer> layers = List.of(
                new FilterLayer(GaussianFilters.scaled(5, 3, 5, 1).withBias(new float[] {1, 2, 3, 4, 5}), 2),
                new FilterLayer(GaussianFilters.scaled(4, 5, 3, 2).withBias(new float[4]), 2));
        float[] weights = new float[2 * 16];
        for (int i = 0; i < weights.length; i++) weights[i] = 0.25f * i - 3;
        return new Classifier(
                new ImageForm(new Shape(3, 16, 16), ImageForm.Fit.NONE, ImageForm.Range.TYPE),
                new Preprocessing(false, 1, List.of(100.0, 110.0, 120.5), List.of(50.0, 51.0, 52.0)),
                layers,
                2,
                new SoftmaxLayer(2, 16, weights, new float[] {0.5f, -0.5f}),
                List.of("cat", "dog"),
                "Gaussian random, seed 1");
    }
}
