package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A hidden folder for results while they are made, so that the target folder receives all of them or none. It is on the
 * same disk; closing it, or the end of the program, removes what was not published.
 */
final class StagingFolder implements AutoCloseable {

    private final Path target;
    private final Path folder;
    private final Thread atExit;

    private StagingFolder(Path target, Path folder) {
        this.target = target;
        this.folder = folder;
        this.atExit = new Thread(this::remove);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Makes sure that results can be written to {@code target}, and creates the hidden folder. */
    static StagingFolder open(Path target) throws BadInputException {
        Path absolute = target.toAbsolutePath().normalize();
        Path ground = absolute;
        while (!Files.exists(ground)) ground = ground.getParent();
        if (!Files.isDirectory(ground))
            throw new BadInputException("out: " + target + " cannot be a folder, " + ground + " is a file");
        Path folder = ground.resolve(".run-" + UUID.randomUUID());
        try {
            return new StagingFolder(absolute, Files.createDirectory(folder));
        } catch (IOException denied) {
            throw new BadInputException("out: nothing can be written to " + ground, denied);
        }
    }

    /** Where to write. */
    Path folder() {
        return folder;
    }

    /**
     * Moves everything written so far to the target, replacing files of the same names, and lists it. The file named
     * {@code last} comes last, and its predecessor is removed first: if it exists, everything else is complete.
     */
    List<Path> publish(String last) throws IOException {
        Files.createDirectories(target);
        Files.deleteIfExists(target.resolve(last));
        List<Path> published = new ArrayList<>();
        for (Path file : files(last)) {
            Path goal = target.resolve(file.getFileName());
            published.add(Files.move(file, goal, StandardCopyOption.REPLACE_EXISTING));
        }
        return published;
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook does no harm then.
        }
    }

    private List<Path> files(String last) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparing((Path file) -> file.endsWith(last))
                            .thenComparing(file -> file))
                    .collect(Collectors.toList());
        }
    }

    private void remove() {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException left) {
            // A hidden folder is left behind; the results do not depend on it.
        }
    }
}
