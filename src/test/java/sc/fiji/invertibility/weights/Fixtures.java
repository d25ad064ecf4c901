package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The small files beside {@code make_fixtures.py}: one network, in every variant of every format. */
final class Fixtures {

    private Fixtures() {}

    static Path file(String name) {
        try {
            return Path.of(Fixtures.class.getResource("/weights/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    static List<Path> variants(String format) throws IOException {
        try (Stream<Path> files = Files.list(file(format))) {
            return files.sorted().toList();
        }
    }

    /** The numbers that make_fixtures.py gives to a tensor. */
    static float[] values(int seed, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = ((i * 37 + seed * 11) % 251 - 125) / 8f;
        return values;
    }
}
