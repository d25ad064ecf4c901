package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A hidden folder that belongs to this process. The process keeps a file beside it locked. The lock ends with the
 * process, even if that is killed, so that another process can see that nobody owns the folder any more, and remove it.
 */
final class RunFolder implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("\\.run-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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
        Path path = ground.resolve(".run-" + UUID.randomUUID());
        OWN.add(path);
        // The lock first: a folder without one counts as left behind.
        FileChannel lock = FileChannel.open(lockOf(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        RunFolder folder = new RunFolder(path, lock);
        try {
            tryLock(lock);
            Files.createDirectory(path);
            return folder;
        } catch (IOException denied) {
            folder.close();
            throw denied;
        }
    }

    /** Removes what killed processes left in {@code ground}; what cannot be removed, or locked, stays. */
    static void removeLeftBehind(Path ground) {
        for (Path path : leftIn(ground)) {
            if (OWN.contains(path)) continue;
            try (FileChannel lock =
                    FileChannel.open(lockOf(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (tryLock(lock)) remove(path);
            } catch (IOException denied) {
                continue;
            }
        }
    }

    private static List<Path> leftIn(Path ground) {
        if (!Files.isDirectory(ground)) return List.of();
        try (Stream<Path> all = Files.list(ground)) {
            return all.filter(
                            path -> NAME.matcher(path.getFileName().toString()).matches())
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException denied) {
            return List.of();
        }
    }

    /** False where another process holds the lock, and where the disk knows none. */
    private static boolean tryLock(FileChannel file) {
        try {
            FileLock held = file.tryLock();
            return held != null;
        } catch (IOException unsupported) {
            return false;
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
        return folder.resolveSibling(folder.getFileName() + ".lock");
    }
}
