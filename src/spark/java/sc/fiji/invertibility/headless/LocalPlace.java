package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder on a disk that all machines have under the same name. */
final class LocalPlace implements ResultPlace {

    private final Path folder;
    private final String typed;
    private BatchLock lock;
    private RunFolder run;
    private Path hidden, staging;

    /** A folder, called as it was typed, for the driver. */
    LocalPlace(Path folder, String typed) {
        this.folder = folder;
        this.typed = typed;
    }

    /** The folder for a worker of a run that has begun. */
    static LocalPlace ofWorker(Path folder, Path hidden) {
        LocalPlace place = new LocalPlace(folder, folder.toString());
        place.hidden = hidden;
        return place;
    }

    @Override
    public synchronized Path staging() throws IOException {
        // Where the driver has ended, its folder is gone, and its workers publish nothing more.
        if (staging == null)
            staging = Files.createDirectory(hidden.resolve(UUID.randomUUID().toString()));
        return staging;
    }

    @Override
    public boolean stagesOnOwnDisk() {
        return false;
    }

    @Override
    public Optional<Written> written(String image) throws IOException {
        Path record = folder.resolve(image).resolve(RunRecord.FILE);
        try {
            if (!WrittenRecord.isShort(record)) return Optional.empty();
            return Optional.of(new Written(
                    Files.readString(record, StandardCharsets.UTF_8),
                    Files.getLastModifiedTime(record).toMillis()));
        } catch (NoSuchFileException | java.nio.charset.CharacterCodingException none) {
            return Optional.empty();
        }
    }

    @Override
    public long bytes(String image, String file) {
        return WrittenRecord.size(folder.resolve(image).resolve(file));
    }

    @Override
    public void publish(Path made, String image) throws IOException {
        Path target = folder.resolve(image);
        if (!Files.exists(target)) {
            try {
                // A folder takes the place of none, or of an empty one: of two attempts, one wins.
                Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException other) {
                return;
            } catch (FileSystemException refused) {
                if (isPublished(target)) return;
                throw refused;
            }
        }
        Files.deleteIfExists(target.resolve(RunRecord.FILE));
        for (Path file : recordLast(made))
            Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isPublished(Path target) {
        return Files.exists(target.resolve(RunRecord.FILE));
    }

    /** The files of a folder, the record at the end. */
    static List<Path> recordLast(Path made) throws IOException {
        try (Stream<Path> files = Files.list(made)) {
            return files.sorted(Comparator.comparing((Path file) -> file.endsWith(RunRecord.FILE))
                            .thenComparing(file -> file))
                    .toList();
        }
    }

    @Override
    public Map<String, String> tables(String image) throws IOException {
        Map<String, String> tables = new LinkedHashMap<>();
        for (Path table : BatchRecord.tablesOf(folder.resolve(image)))
            tables.put(table.getFileName().toString(), Files.readString(table, StandardCharsets.UTF_8));
        return tables;
    }

    @Override
    public String replace(String name, Path by) throws IOException {
        Path incomplete = folder.resolve("." + name + ".incomplete");
        try {
            Files.copy(by, incomplete, StandardCopyOption.REPLACE_EXISTING);
            Files.move(incomplete, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(incomplete);
        }
        return Path.of(typed).resolve(name).toString();
    }

    @Override
    public Begun begin() throws BadInputException, IOException {
        StagingFolder.clear(folder);
        StagingFolder.open(folder).close();
        Files.createDirectories(folder);
        lock = BatchLock.of(folder);
        run = RunFolder.create(folder);
        hidden = run.path();
        Runtime.getRuntime().addShutdownHook(new Thread(run::close));
        Path mark = Files.createFile(hidden.resolve("mark"));
        return new Begun(hidden.toString(), Files.getLastModifiedTime(mark).toMillis());
    }

    @Override
    public synchronized void close() {
        if (staging != null) HadoopFiles.removeLocal(staging);
        if (run != null) run.close();
        if (lock != null) lock.close();
    }
}
