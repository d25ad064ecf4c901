package sc.fiji.invertibility.headless;

import java.io.File;
import java.io.Serializable;

/**
 * The folder of a batch's images, as workers need it.
 *
 * @param typed as the user named it; a URI if it is in one of Hadoop's file systems
 * @param absolute its whole name
 * @param remote whether it is in one of Hadoop's file systems, and not in the one of the machine
 */
record ImageSource(String typed, String absolute, boolean remote) implements Serializable {

    /** A folder that all machines see under the same name. */
    static ImageSource local(String typed) {
        return new ImageSource(typed, new File(typed).getAbsolutePath(), false);
    }

    static ImageSource remote(String uri) {
        return new ImageSource(uri, uri, true);
    }

    /** What records and messages call an image. */
    SourceName name(String file) {
        if (remote) return new SourceName(slashed(typed) + file, slashed(absolute) + file);
        return new SourceName(typed.isEmpty() ? file : new File(typed, file).getPath(), slashed(absolute) + file);
    }

    private static String slashed(String folder) {
        return folder.endsWith("/") ? folder : folder + "/";
    }
}
