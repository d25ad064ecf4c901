package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.Arrays;
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
 * Brings results from a machine's own disk into one of Hadoop's file systems: copied into a hidden folder and renamed;
 * where renaming means copying, in object stores, each file is put in its place at once, the record last.
 */
final class HadoopPublication {

    private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3", "gs", "abfs", "abfss", "wasb", "wasbs", "oss");

    private final FileSystem files;
    private final Configuration hadoop;
    private final Path folder, hidden;

    HadoopPublication(FileSystem files, Configuration hadoop, Path folder, Path hidden) {
        this.files = files;
        this.hadoop = hadoop;
        this.folder = folder;
        this.hidden = hidden;
    }

    /** Moves the files of a folder of this machine into an image's. */
    void publish(java.nio.file.Path made, String image) throws IOException {
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

    /** Puts a file in the place of another, or of none. */
    void replaceFile(Path from, Path to) throws IOException {
        files.delete(to, false);
        if (!files.rename(from, to)) throw new IOException("no file can be renamed to " + to);
    }
}
