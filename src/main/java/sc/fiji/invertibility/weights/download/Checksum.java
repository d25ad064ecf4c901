package sc.fiji.invertibility.weights.download;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The published checksum of a file.
 *
 * @param algorithm {@code SHA-256}, {@code SHA-1} or {@code MD5}
 * @param digits the digest in lower-case hexadecimal, or at least its first eight digits
 */
public record Checksum(String algorithm, String digits) {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{8,}");
    private static final Pattern TEXT = Pattern.compile("(SHA-256|SHA-1|MD5):(\\S+)");
    private static final int BITS_A_DIGIT = 4;

    /**
     * Checks that it can be a digest of that algorithm, or the beginning of one.
     *
     * @param algorithm the algorithm
     * @param digits the digits
     * @throws IllegalArgumentException if the algorithm is unknown, or there are too few or too many digits
     */
    public Checksum {
        int all = length(algorithm);
        if (!DIGITS.matcher(digits).matches() || digits.length() > all)
            throw new IllegalArgumentException(
                    algorithm + ":" + digits + " is no checksum, expected 8 to " + all + " hexadecimal digits");
    }

    /**
     * Reads a checksum in the catalogue's notation.
     *
     * @param text such as {@code SHA-256:397923af…}
     * @return the checksum
     * @throws IllegalArgumentException if it is not a checksum
     */
    public static Checksum parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches())
            throw new IllegalArgumentException(
                    "'" + text + "' is no checksum, expected SHA-256:, SHA-1: or MD5: and hexadecimal digits");
        return new Checksum(matcher.group(1), matcher.group(2).toLowerCase(Locale.ROOT));
    }

    /**
     * Whether these are the bytes that were published.
     *
     * @param digest the file's full digest in lower-case hexadecimal
     * @return whether it begins with the published digits
     */
    public boolean accepts(String digest) {
        return digest.startsWith(digits);
    }

    /**
     * Describes for the user what was compared: an MD5 or SHA-1 detects every accident, but is no proof against
     * deliberate forgery; the first digits of a digest are weaker still.
     *
     * @return such as {@code SHA-256} or {@code the first 8 of 64 digits of SHA-256}
     */
    public String strength() {
        int all = length(algorithm);
        return digits.length() == all
                ? algorithm
                : "the first " + digits.length() + " of " + all + " digits of " + algorithm;
    }

    @Override
    public String toString() {
        return algorithm + ":" + digits;
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("no checksum algorithm is called " + algorithm, e);
        }
    }

    private static int length(String algorithm) {
        return digest(algorithm).getDigestLength() * Byte.SIZE / BITS_A_DIGIT;
    }
}
