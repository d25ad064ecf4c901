package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A hidden folder that belongs to this process. The process keeps a file beside it locked. The lock ends with the
 * process, even if that is killed, so that another process can see that nobody owns the folder any more, and remove it.
 */
final class RunFolder implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("\\.run-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final String LOCK = ".lock";

    /** Closing a lock file, if only one that was opened to look, would give up the lock of the whole process. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private RunFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes a folder of this process in {@code ground}. */
    static RunFolder create(Path ground) throws IOException {
        while (true) {
            Path path = ground.resolve(".run-" + UUID.randomUUID());
            OWN.add(path);
            // The lock first: a folder without one counts as left behind.
            FileChannel lock = FileChannel.open(lockOf(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            RunFolder folder = new RunFolder(path, lock);
            try {
                // Before it is locked, the file counts as left behind, and another process may be removing it.
                boolean removed = tryLock(lock) == Holder.ANOTHER || !Files.exists(lockOf(path));
                if (!removed) {
                    Files.createDirectory(path);
                    return folder;
                }
            } catch (IOException denied) {
                folder.close();
                throw denied;
            }
            folder.close();
        }
    }

    /** Removes what killed processes left in {@code ground}; what cannot be removed, or locked, stays. */
    static void removeLeftBehind(Path ground) {
        for (Path path : leftIn(ground)) {
            if (OWN.contains(path)) continue;
            // Whoever creates the lock of a folder that is not there yet would take it from its owner.
            StandardOpenOption missing = Files.isDirectory(path) ? StandardOpenOption.CREATE : StandardOpenOption.WRITE;
            try (FileChannel lock = FileChannel.open(lockOf(path), missing, StandardOpenOption.WRITE)) {
                if (tryLock(lock) == Holder.US) remove(path);
            } catch (IOException denied) {
                continue;
            }
        }
    }

    /** The folders, also those of which only the lock is there. */
    private static Set<Path> leftIn(Path ground) {
        if (!Files.isDirectory(ground)) return Set.of();
        try (Stream<Path> all = Files.list(ground)) {
            return all.map(path -> path.getFileName().toString())
                    .map(name -> name.endsWith(LOCK) ? name.substring(0, name.length() - LOCK.length()) : name)
                    .filter(name -> NAME.matcher(name).matches())
                    .map(ground::resolve)
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException denied) {
            return Set.of();
        }
    }

    private enum Holder {
        US,
        ANOTHER,
        /** The disk knows no locks. */
        UNKNOWN
    }

    private static Holder tryLock(FileChannel file) {
        try {
            return file.tryLock() == null ? Holder.ANOTHER : Holder.US;
        } catch (IOException unsupported) {
            return Holder.UNKNOWN;
        }
    }

    Path path() {
        return path;
    }

    /** Removes the folder and gives up the lock. */
    @Override
    public void close() {
        remove(path);
        try {
            lock.close();
        } catch (IOException left) {
            // It ends with the process.
        }
        OWN.remove(path);
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
            Files.deleteIfExists(lockOf(folder));
        } catch (IOException left) {
            // A hidden folder stays behind; the results do not depend on it.
        }
    }

    private static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }
}
