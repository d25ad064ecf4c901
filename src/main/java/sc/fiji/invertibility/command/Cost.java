package sc.fiji.invertibility.command;

import java.util.Locale;
import sc.fiji.invertibility.image.ReadableSize;

/**
 * The expected memory and time of a command, in words.
 *
 * @param maps what is computed, such as {@code 64 maps of 768×512}
 * @param values how many numbers are kept at once
 * @param operations multiplications and additions, all together
 */
record Cost(String maps, double values, double operations) {

    /** Thin layers, pooling and selection do not reach the speed of the benchmark's thick layer. */
    private static final double SLOWER = 3;

    /** In one line, with the time that a device is expected to need. */
    String on(String device) {
        String line = maps + ", " + ReadableSize.of((long) (Float.BYTES * values));
        double seconds = SLOWER * operations * 1e-9 / DeviceSpeed.gigaflops(device);
        return Double.isNaN(seconds) ? line : line + ", " + time(seconds) + " on " + device;
    }

    /** {@code about 3 s}, {@code about 2 min}. */
    static String time(double seconds) {
        if (seconds < 1) return "less than a second";
        if (seconds < 99.5) return String.format(Locale.ROOT, "about %.0f s", seconds);
        return seconds < 5940
                ? String.format(Locale.ROOT, "about %.0f min", seconds / 60)
                : String.format(Locale.ROOT, "about %.0f h", seconds / 3600);
    }
}
