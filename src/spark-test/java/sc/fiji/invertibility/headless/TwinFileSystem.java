package sc.fiji.invertibility.headless;

import java.net.URI;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A file system of Hadoop's with a scheme of its own, {@code twin:}, whose files are those of this machine. */
public final class TwinFileSystem extends RawLocalFileSystem {

    /** Called by Hadoop. */
    public TwinFileSystem() {}

    @Override
    public String getScheme() {
        return "twin";
    }

    @Override
    public URI getUri() {
        return URI.create("twin:///");
    }
}
