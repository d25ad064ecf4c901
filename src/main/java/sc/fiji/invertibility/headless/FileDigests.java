package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import sc.fiji.invertibility.weights.Sha256;

/**
 * SHA-256 digests of files, each computed once as long as the file does not change: a batch would otherwise read half a
 * gigabyte of weights anew for every image, and every image twice.
 */
final class FileDigests {

    private record State(long bytes, FileTime modified, Object key) {

        static State of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(now.size(), now.lastModifiedTime(), now.fileKey());
        }
    }

    private record Digest(State of, String hex) {}

    private final Map<Path, Digest> known = new ConcurrentHashMap<>();

    /** The digest as 64 lower-case hexadecimal digits. */
    String of(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        State now = State.of(path);
        Digest digest = known.get(path);
        if (digest == null || !digest.of().equals(now)) {
            digest = new Digest(now, Sha256.of(path));
            known.put(path, digest);
        }
        return digest.hex();
    }
}
