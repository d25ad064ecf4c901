package sc.fiji.invertibility.command.explore;

import java.util.Locale;

/** The numbers of a comparison as text. */
final class Readout {

    private Readout() {}

    /** Such as {@code error 5.1 %, PSNR 38.2 dB}. */
    static String of(Comparison comparison) {
        String psnr = Double.isInfinite(comparison.psnr())
                ? "∞ dB"
                : String.format(Locale.ROOT, "%.1f dB", comparison.psnr());
        return "error " + percent(comparison.relativeError()) + ", PSNR " + psnr;
    }

    /** A relative error as a percentage, with two significant digits below ten. */
    static String percent(double relative) {
        double percent = 100 * relative;
        if (percent == 0) return "0 %";
        if (percent >= 99.5) return String.format(Locale.ROOT, "%.0f %%", percent);
        if (percent >= 9.95) return String.format(Locale.ROOT, "%.1f %%", percent);
        return percent >= 0.995
                ? String.format(Locale.ROOT, "%.2f %%", percent)
                : String.format(Locale.ROOT, "%.2g %%", percent);
    }

    /** The unit of the error image. */
    static String errorUnit(Comparison comparison) {
        return comparison.settings().filters().isNetwork()
                ? "as a fraction of the root mean square"
                : "in the image's grey values";
    }
}
