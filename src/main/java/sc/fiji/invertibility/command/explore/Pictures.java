package sc.fiji.invertibility.command.explore;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.LutLoader;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A comparison as it is drawn.
 *
 * @param original as its window would show it
 * @param reconstruction the same
 * @param errors in the colours of {@link #colour}
 * @param errorTop the error of the last colour
 * @param switches the original under the share of filters, with its legend; null where nothing is pooled
 */
record Pictures(
        BufferedImage original,
        BufferedImage reconstruction,
        BufferedImage errors,
        double errorTop,
        BufferedImage switches) {

    /** So many pixels decide about the range of the colours. */
    private static final int LOOKED_AT = 20_000;

    /** The part of them that the colours cover. */
    private static final double COVERED = 0.998;

    static Pictures of(Comparison comparison) {
        ImageProcessor errors = comparison.errors().getProcessor();
        double top = top((float[]) errors.getPixels());
        errors.setColorModel(LutLoader.getLut("fire"));
        errors.setMinAndMax(0, top);
        return new Pictures(
                comparison.original().image().getBufferedImage(),
                comparison.reconstruction().getBufferedImage(),
                errors.getBufferedImage(),
                top,
                comparison.switches().map(Pictures::flattened).orElse(null));
    }

    /** The colour of a fraction, 0 … 1, of the largest error. */
    static Color colour(double fraction) {
        return new Color(new LUT(LutLoader.getLut("fire"), 0, 255).getRGB((int) Math.round(255 * fraction)));
    }

    /** A round number that nearly all errors stay below, so that small changes do not change the colours. */
    private static double top(float[] errors) {
        int step = Math.max(1, errors.length / LOOKED_AT);
        float[] seen = new float[(errors.length + step - 1) / step];
        for (int i = 0; i < seen.length; i++) seen[i] = errors[i * step];
        Arrays.sort(seen);
        float covering = seen[(int) (COVERED * (seen.length - 1))];
        return covering > 0 ? RoundNumber.atLeast(covering) : 1;
    }

    /** An overlay is not part of the pixels. */
    private static BufferedImage flattened(ImagePlus image) {
        Overlay everywhere = new Overlay();
        for (Roi roi : image.getOverlay()) {
            Roi copy = (Roi) roi.clone();
            copy.setPosition(0);
            everywhere.add(copy);
        }
        ImagePlus shown = image.isComposite() ? new ImagePlus("", image.getBufferedImage()) : image;
        shown.setOverlay(everywhere);
        return shown.flatten().getBufferedImage();
    }
}
