package sc.fiji.invertibility.weights.download;

import java.nio.file.Path;

/**
 * A published file that lies in the user's folder.
 *
 * @param file where it is
 * @param bytes its size
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 * @param checked which checksum of the publisher's it was compared with, such as {@code SHA-1}, or
 *     {@code nothing}, where none is known
 * @param origin how it came there
 */
public record DownloadedWeights(Path file, long bytes, String sha256, String checked, Origin origin) {

    /** How a file came into the folder. */
    public enum Origin {
        /** All of it came over the network now. */
        DOWNLOADED,
        /** An earlier download was continued. */
        RESUMED,
        /** It was there already, and nothing was sent for. */
        ALREADY_THERE
    }
}
