package sc.fiji.invertibility.headless;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * A folder in one of Hadoop's file systems. Results are made on the machine's own disk, copied into a hidden folder and
 * renamed; where renaming means copying, in object stores, each file is put in its place at once, the record last.
 */
final class HadoopPlace implements ResultPlace {

    /** What a killed driver left is removed once it is so old, in milliseconds. */
    private static final long LEFT_BEHIND = 24L * 3600 * 1000;

    private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3", "gs", "abfs", "abfss", "wasb", "wasbs", "oss");

    private final FileSystem files;
    private final Configuration hadoop;
    private final Path folder;
    private final Path hidden;
    private boolean begun;
    private java.nio.file.Path staging;

    /** A folder by its URI, for the driver. */
    HadoopPlace(String folder, Configuration hadoop) throws IOException {
        this(folder, new Path(HadoopFiles.path(folder), ".run-" + UUID.randomUUID()), hadoop);
    }

    /** The folder for a worker of a run that has begun. */
    HadoopPlace(String folder, Path hidden, Configuration hadoop) throws IOException {
        this.folder = HadoopFiles.path(folder);
        this.hadoop = hadoop;
        this.files = this.folder.getFileSystem(hadoop);
        this.hidden = hidden;
    }

    @Override
    public synchronized java.nio.file.Path staging() throws IOException {
        if (staging == null) staging = Worker.scratch();
        return staging;
    }

    @Override
    public boolean stagesOnOwnDisk() {
        return true;
    }

    @Override
    public Optional<Written> written(String image) throws IOException {
        Path record = new Path(new Path(folder, image), RunRecord.FILE);
        try {
            FileStatus status = files.getFileStatus(record);
            if (!RunRecord.isShort(status.getLen())) return Optional.empty();
            return Optional.of(new Written(text(record), status.getModificationTime()));
        } catch (FileNotFoundException none) {
            return Optional.empty();
        }
    }

    private String text(Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public long bytes(String image, String file) {
        try {
            FileStatus status = files.getFileStatus(new Path(new Path(folder, image), file));
            return status.isFile() ? status.getLen() : -1;
        } catch (IOException none) {
            return -1;
        }
    }

    @Override
    public void publish(java.nio.file.Path made, String image) throws IOException {
        Path target = new Path(folder, image);
        if (OBJECT_STORES.contains(files.getScheme())) {
            files.delete(new Path(target, RunRecord.FILE), false);
            copy(made, target);
            return;
        }
        Path copied = new Path(hidden, image + "-" + UUID.randomUUID());
        try {
            copy(made, copied);
            if (files.exists(target)) replaceEach(copied, target);
            else rename(copied, target);
        } finally {
            files.delete(copied, true);
        }
    }

    private void copy(java.nio.file.Path made, Path to) throws IOException {
        files.mkdirs(to);
        for (java.nio.file.Path file : LocalPlace.recordLast(made))
            files.copyFromLocalFile(
                    false,
                    true,
                    new Path(file.toUri()),
                    new Path(to, file.getFileName().toString()));
    }

    /** Of two attempts, one wins. */
    private void rename(Path from, Path to) throws IOException {
        try {
            FileContext.getFileContext(files.getUri(), hadoop).rename(from, to, Options.Rename.NONE);
        } catch (UnsupportedFileSystemException older) {
            if (!files.exists(to) && !files.rename(from, to) && !files.exists(to))
                throw new IOException("no folder can be renamed to " + to);
        } catch (FileAlreadyExistsException other) {
            // That one is as good.
        }
    }

    private void replaceEach(Path from, Path to) throws IOException {
        files.delete(new Path(to, RunRecord.FILE), false);
        FileStatus[] all = files.listStatus(from);
        Arrays.sort(
                all,
                (a, b) -> Boolean.compare(
                        a.getPath().getName().equals(RunRecord.FILE),
                        b.getPath().getName().equals(RunRecord.FILE)));
        for (FileStatus file : all)
            replaceFile(file.getPath(), new Path(to, file.getPath().getName()));
    }

    private void replaceFile(Path from, Path to) throws IOException {
        files.delete(to, false);
        if (!files.rename(from, to)) throw new IOException("no file can be renamed to " + to);
    }

    @Override
    public Map<String, String> tables(String image) throws IOException {
        Map<String, String> tables = new LinkedHashMap<>();
        FileStatus[] all = files.listStatus(new Path(folder, image));
        Arrays.sort(all);
        for (FileStatus file : all) {
            String name = file.getPath().getName();
            if (name.endsWith(".csv")) tables.put(name, text(file.getPath()));
        }
        return tables;
    }

    @Override
    public String replace(String name, java.nio.file.Path by) throws IOException {
        Path target = new Path(folder, name), incomplete = new Path(folder, "." + name + ".incomplete");
        files.copyFromLocalFile(false, true, new Path(by.toUri()), incomplete);
        replaceFile(incomplete, target);
        return target.toString();
    }

    @Override
    public Begun begin() throws BadInputException, IOException {
        try {
            begun = true;
            files.mkdirs(folder);
            Path mark = new Path(hidden, "mark");
            files.create(mark, true).close();
            long now = files.getFileStatus(mark).getModificationTime();
            for (FileStatus old :
                    files.listStatus(folder, path -> path.getName().startsWith(".run-")))
                if (old.getModificationTime() < now - LEFT_BEHIND) files.delete(old.getPath(), true);
            return new Begun(hidden.toString(), now);
        } catch (IOException refused) {
            throw new BadInputException(
                    "out: nothing can be written to " + folder + " (" + HadoopFiles.reason(refused) + ")", refused);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (begun) files.delete(hidden, true);
        } catch (IOException left) {
            // A hidden folder stays behind for a day.
        }
        if (staging != null) HadoopFiles.removeLocal(staging);
    }
}
