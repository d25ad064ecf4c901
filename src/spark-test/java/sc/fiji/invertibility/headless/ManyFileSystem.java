package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/** A file system, {@code many:}, whose folder {@code many:/N} has N images, which are only made up while it is listed. */
public final class ManyFileSystem extends RawLocalFileSystem {

    /** Called by Hadoop. */
    public ManyFileSystem() {}

    @Override
    public String getScheme() {
        return "many";
    }

    @Override
    public URI getUri() {
        return URI.create("many:///");
    }

    @Override
    public FileStatus getFileStatus(Path path) {
        return new FileStatus(0, true, 1, 1, 0, path);
    }

    @Override
    public FileStatus[] listStatus(Path folder) {
        throw new UnsupportedOperationException("all names at once");
    }

    @Override
    public RemoteIterator<FileStatus> listStatusIterator(Path folder) {
        long all = Long.parseLong(folder.getName());
        return new RemoteIterator<>() {
            private long next;

            @Override
            public boolean hasNext() throws IOException {
                return next < all;
            }

            @Override
            public FileStatus next() {
                // In no order, as disks list them.
                String name =
                        String.format("plate-%016x-well-%d.tif", Long.reverse(next * 0x9E3779B97F4A7C15L), next++);
                return new FileStatus(1000, false, 1, 1, 0, new Path(folder, name));
            }
        };
    }
}
