package sc.fiji.invertibility.headless;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder in one of Hadoop's file systems. Results are made on the machine's own disk before they are published. */
final class HadoopPlace implements ResultPlace {

    /** What a killed driver left is removed once it is so old, in milliseconds. */
    private static final long LEFT_BEHIND = 24L * 3600 * 1000;

    private final FileSystem files;
    private final Path folder;
    private final Path hidden;
    private final HadoopPublication publication;
    private boolean begun;
    private java.nio.file.Path staging;

    /** A folder by its URI, for the driver. */
    HadoopPlace(String folder, Configuration hadoop) throws IOException {
        this(folder, new Path(HadoopFiles.path(folder), ".run-" + UUID.randomUUID()), hadoop);
    }

    /** The folder for a worker of a run that has begun. */
    HadoopPlace(String folder, Path hidden, Configuration hadoop) throws IOException {
        this.folder = HadoopFiles.path(folder);
        this.files = this.folder.getFileSystem(hadoop);
        this.hidden = hidden;
        this.publication = new HadoopPublication(files, hadoop, this.folder, hidden);
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
            if (!WrittenRecord.isShort(status.getLen())) return Optional.empty();
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
        publication.publish(made, image);
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
        publication.replaceFile(incomplete, target);
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
