package sc.fiji.invertibility.headless;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;

/** Names of files as users type them: paths of this machine, or URIs that Hadoop opens. */
final class HadoopFiles {

    /** Longer than a letter, which would be one of Windows' drives. */
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):/.*", Pattern.DOTALL);

    private HadoopFiles() {}

    /** Whether a text names a file of one of Hadoop's file systems, and not of the machine. */
    static boolean isRemote(String text) {
        return SCHEME.matcher(text).matches() && !isFile(text);
    }

    /** A path of this machine without its {@code file:}. */
    static String plain(String text) {
        return isFile(text) ? text.substring("file:".length()).replaceFirst("^//(?=/)", "") : text;
    }

    private static boolean isFile(String text) {
        return text.regionMatches(true, 0, "file:/", 0, 6);
    }

    static boolean isFolder(FileSystem files, String text) throws IOException {
        try {
            return files.getFileStatus(new org.apache.hadoop.fs.Path(text)).isDirectory();
        } catch (FileNotFoundException none) {
            return false;
        }
    }

    static org.apache.hadoop.fs.Path path(String uri) {
        return new org.apache.hadoop.fs.Path(uri);
    }

    /** Why Hadoop refused something: the first line, since traces of other machines may follow. */
    static String reason(Throwable refused) {
        return OneLineMessage.of(OneLineMessage.of(refused).replaceFirst("(?s)\\s+at [\\w.$/]+\\(.*", ""));
    }

    /** Removes a folder of this machine with all that is in it. */
    static void removeLocal(Path folder) {
        try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException left) {
            // A temporary folder stays behind.
        }
    }
}
