package sc.fiji.invertibility.weights.download;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A weight file offered by its publisher.
 *
 * @param name the name by which users choose it
 * @param architecture the network whose weights it holds, such as {@code VGG-16}
 * @param url its address; {@code https}, or {@code http} on this machine
 * @param bytes its size, if the publisher states it
 * @param checksum its checksum, if the publisher states one
 * @param licence the terms stated by its publisher
 */
public record PublishedWeights(
        String name, String architecture, URI url, OptionalLong bytes, Optional<Checksum> checksum, String licence) {

    /** A plain name: nothing that could lead out of the folder, or be hidden in it. */
    private static final Pattern FILE_NAME = Pattern.compile("\\w[\\w.-]*");

    /**
     * Checks that the file can be fetched and named.
     *
     * @param name the name by which users choose it
     * @param architecture the network
     * @param url its address
     * @param bytes its size or empty
     * @param checksum its checksum or empty
     * @param licence the terms
     * @throws IllegalArgumentException if the URL is not a safe one or does not end in a file name, or the size is not
     *     positive
     */
    public PublishedWeights {
        SafeUrl.check(url);
        if (!FILE_NAME.matcher(lastPart(url)).matches())
            throw new IllegalArgumentException(url + " does not end in the plain name of a file");
        if (bytes.isPresent() && bytes.getAsLong() < 1)
            throw new IllegalArgumentException(
                    name + ": expected a size of at least one byte, but got " + bytes.getAsLong());
    }

    /** {@return the name under which the file is kept, which is the publisher's: the last part of the URL} */
    public String fileName() {
        return lastPart(url);
    }

    private static String lastPart(URI url) {
        String path = String.valueOf(url.getPath());
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
