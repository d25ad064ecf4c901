package sc.fiji.invertibility.bench.scaling;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was measured so far, in a file: one sweep can be repeated without the others. */
final class Growths {

    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

    private final Path file;
    private final List<Growth> all = new ArrayList<>();

    private Growths(Path file) {
        this.file = file;
    }

    static Growths of(Path file) throws IOException {
        Growths growths = new Growths(file);
        if (Files.exists(file)) growths.all.addAll(List.of(JSON.fromJson(Files.readString(file), Growth[].class)));
        return growths;
    }

    /** Replaces an earlier measurement of the same, if there is one. */
    void add(Growth growth) {
        all.removeIf(growth::sameAs);
        all.add(growth);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.toJson(all) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return those of one sweep} */
    List<Growth> of(Sweep sweep) {
        return all.stream()
                .filter(growth -> growth.sweep().equals(sweep.name()))
                .toList();
    }
}
