package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.process.LUT;

/**
 * What the colours of a result mean.
 *
 * @param colours from the lowest value to the highest
 * @param end the highest value with its unit; the lowest is 0
 */
public record ColourBar(LUT colours, String end) {

    private static final String LAST_COLOUR = "Switches_Last_Colour";

    /**
     * The colours of errors.
     *
     * @param end the error of the last colour
     * @return ImageJ's Fire
     */
    public static ColourBar ofErrors(String end) {
        return new ColourBar(Colours.fire(), end);
    }

    /**
     * The colours of the overlay of switches.
     *
     * @param switches a result that has not been changed since
     * @return colours for the share of filters
     */
    public static ColourBar ofSwitches(ImagePlus switches) {
        String end = switches.getProp(LAST_COLOUR);
        return new ColourBar(Colours.shares(), end == null ? "100 %" : end);
    }

    /** Notes in a result what the last colour of its overlay means. */
    static void note(ImagePlus switches, PercentScale scale) {
        switches.setProp(LAST_COLOUR, (scale.clipped() ? "≥ " : "") + scale.topPercent() + " %");
    }

    /**
     * A colour.
     *
     * @param fraction 0 … 1 of the highest value
     * @return as red, green and blue
     */
    public int rgb(double fraction) {
        return colours.getRGB((int) Math.round(255 * fraction));
    }
}
