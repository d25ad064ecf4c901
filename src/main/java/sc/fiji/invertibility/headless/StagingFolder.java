package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A hidden folder that takes the results while they are made, so that the wanted folder gets all of them or
 * none. It lies on the same disk; closing it, or the end of the program, removes what was not published, and what a
 * killed program left is removed by the next.
 */
final class StagingFolder implements AutoCloseable {

    private final Path target;
    private final RunFolder folder;
    private final Thread atExit;

    private StagingFolder(Path target, RunFolder folder) {
        this.target = target;
        this.folder = folder;
        this.atExit = new Thread(folder::close);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Makes sure that results can be written to {@code target}, and creates the hidden folder. */
    static StagingFolder open(Path target) throws BadInputException {
        Path absolute = target.toAbsolutePath().normalize();
        Path ground = absolute;
        while (ground != null && !Files.exists(ground)) ground = ground.getParent();
        if (ground == null) throw new BadInputException("out: there is no drive " + absolute.getRoot());
        if (!Files.isDirectory(ground))
            throw new BadInputException("out: " + target + " cannot be a folder, " + ground + " is a file");
        if (ground.equals(absolute)) RunFolder.removeLeftBehind(ground);
        RunFolder folder;
        try {
            folder = RunFolder.create(ground);
        } catch (IOException denied) {
            throw new BadInputException("out: nothing can be written to " + ground, denied);
        }
        StagingFolder staging = new StagingFolder(absolute, folder);
        try {
            staging.requireName(ground);
            return staging;
        } catch (BadInputException refused) {
            staging.close();
            throw refused;
        }
    }

    /** Removes what killed runs into a folder left, in it or, where it was not there yet, beside it. */
    static void clear(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        RunFolder.removeLeftBehind(absolute);
        if (absolute.getParent() != null) RunFolder.removeLeftBehind(absolute.getParent());
    }

    /** Whether the disk takes a name, and not for example finds it too long, is found out by trying. */
    private void requireName(Path ground) throws BadInputException {
        Path missing = ground.relativize(target);
        if (missing.toString().isEmpty()) return;
        Path first = ground.resolve(missing.getName(0));
        if (Files.isSymbolicLink(first)) throw new BadInputException("out: this link leads nowhere: " + first);
        try {
            Files.createDirectories(folder().resolve(missing));
            for (Path made = folder().resolve(missing); !made.equals(folder()); made = made.getParent())
                Files.delete(made);
        } catch (FileSystemException refused) {
            String reason = refused.getReason() == null ? "" : " (" + refused.getReason() + ")";
            throw new BadInputException("out: no folder can have this name" + reason + ": " + target, refused);
        } catch (IOException refused) {
            throw new BadInputException("out: nothing can be written to " + ground, refused);
        }
    }

    /** Where to write. */
    Path folder() {
        return folder.path();
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
        folder.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook does no harm then.
        }
    }

    private List<Path> files(String last) throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted(Comparator.comparing((Path file) -> file.endsWith(last))
                            .thenComparing(file -> file))
                    .toList();
        }
    }
}
