package sc.fiji.invertibility.command.explore;

import java.math.BigDecimal;
import java.math.MathContext;

/** The logarithmic scale of the slider for the percentage kept: 1 to 10 is as long as 10 to 100. */
final class KeepScale {

    /** The slider's last place; the first is 0. */
    static final int PLACES = 200;

    private static final double LEAST = 0.5;

    private KeepScale() {}

    /** The percentage at a place, with two significant digits. */
    static double percent(int place) {
        double exact = LEAST * Math.pow(100 / LEAST, place / (double) PLACES);
        return new BigDecimal(exact).round(new MathContext(2)).doubleValue();
    }

    /** The place nearest to a percentage. */
    static int place(double percent) {
        double place = PLACES * Math.log(percent / LEAST) / Math.log(100 / LEAST);
        return (int) Math.max(0, Math.min(PLACES, Math.round(place)));
    }
}
