package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a folder of results to one batch at a time. Two would compute every image twice, and of two with different
 * parameters, one could publish its images among the tables of the other. The lock is the disk's, which gives it up
 * when the process ends, however that comes; a disk that knows none lets every batch begin.
 */
final class BatchLock implements AutoCloseable {

    static final String FILE = ".batch.lock";

    /** The disk keeps processes apart, but not the batches of one process. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel lock;

    private BatchLock(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Takes a folder, which must exist, until the lock is closed.
     *
     * @throws BadInputException if another batch has it
     */
    static BatchLock of(Path folder) throws BadInputException, IOException {
        Path file = folder.toRealPath().resolve(FILE);
        if (!OWN.add(file)) throw taken(folder);
        try {
            Optional<BatchLock> held = Optional.empty();
            while (held.isEmpty()) held = attempt(file, folder);
            return held.get();
        } catch (IOException | BadInputException | RuntimeException refused) {
            OWN.remove(file);
            throw refused;
        }
    }

    /** None if the batch before ended meanwhile and took its file with it, so that a lock on that means nothing. */
    private static Optional<BatchLock> attempt(Path file, Path folder) throws BadInputException, IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException there) {
            // Another batch has it, or was killed.
        }
        FileChannel channel = null;
        boolean held = false;
        try {
            Object before = identity(file);
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            if (!locks(channel)) throw taken(folder);
            held = Objects.equals(before, identity(file));
            return held ? Optional.of(new BatchLock(file, channel)) : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } finally {
            if (!held && channel != null) channel.close();
        }
    }

    private static Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static boolean locks(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException unsupported) {
            return true;
        }
    }

    private static BadInputException taken(Path folder) {
        return new BadInputException(
                "out: another batch is writing to " + folder + "; wait until it is done, or choose another folder");
    }

    /** Lets the next batch have the folder. */
    @Override
    public void close() {
        try (lock) {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // An empty hidden file stays, which locks nothing.
        } finally {
            OWN.remove(file);
        }
    }
}
