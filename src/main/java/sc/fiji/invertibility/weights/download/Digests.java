package sc.fiji.invertibility.weights.download;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import sc.fiji.invertibility.compute.Monitor;

/** The digests of a file, computed in one pass over it. */
record Digests(Map<String, String> digits) {

    static final String SHA_256 = "SHA-256";

    private static final int BUFFER = 1 << 18;

    /**
     * Reads a stream to its end; does not close it.
     *
     * @param length its expected length, for the progress
     * @param checksum the checksum that is to be compared; null for none
     * @throws CancellationException if the user asked to stop
     */
    static Digests of(InputStream in, long length, Checksum checksum, Monitor monitor) throws IOException {
        Set<String> algorithms = new TreeSet<>(Set.of(SHA_256));
        if (checksum != null) algorithms.add(checksum.algorithm());
        Map<String, MessageDigest> digests = new LinkedHashMap<>();
        algorithms.forEach(algorithm -> digests.put(algorithm, Checksum.digest(algorithm)));
        byte[] buffer = new byte[BUFFER];
        long done = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            monitor.check();
            for (MessageDigest digest : digests.values()) digest.update(buffer, 0, read);
            done += read;
            monitor.progress(Math.min(1, done / Math.max(1.0, length)), "comparing checksums");
        }
        Map<String, String> digits = new LinkedHashMap<>();
        digests.forEach(
                (algorithm, digest) -> digits.put(algorithm, HexFormat.of().formatHex(digest.digest())));
        return new Digests(digits);
    }

    String sha256() {
        return digits.get(SHA_256);
    }

    String of(Checksum checksum) {
        return digits.get(checksum.algorithm());
    }
}
