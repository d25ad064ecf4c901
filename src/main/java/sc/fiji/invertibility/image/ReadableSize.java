package sc.fiji.invertibility.image;

import java.util.Locale;

/** Sizes of files and memories as people read them. */
public final class ReadableSize {

    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private ReadableSize() {}

    /**
     * Rounds a size to three digits: {@code 553 MB}, {@code 1.50 GB}, {@code 812 bytes}.
     *
     * @param bytes at least 0
     * @return a number and a unit, a thousand of which make the next one
     */
    public static String of(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 999.5 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        int decimals = unit == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", size, UNITS[unit]);
    }
}
