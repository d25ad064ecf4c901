package sc.fiji.invertibility.weights.download;

import java.nio.file.Path;

/**
 * A published file in the user's folder.
 *
 * @param file where it is
 * @param bytes its size
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 * @param checked which of the publisher's checksums it was compared with, such as {@code SHA-1}, or {@code nothing} if
 *     none is known
 * @param origin how it got there
 */
public record DownloadedWeights(Path file, long bytes, String sha256, String checked, Origin origin) {

    /** How a file got into the folder. */
    public enum Origin {
        /** All of it was downloaded now. */
        DOWNLOADED,
        /** An earlier download was continued. */
        RESUMED,
        /** It was already there, and nothing was downloaded. */
        ALREADY_THERE
    }
}
