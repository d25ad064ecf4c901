package sc.fiji.invertibility.command.explore;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import sc.fiji.invertibility.image.ColourBar;

/**
 * A comparison as it is drawn.
 *
 * @param original as its window would show it
 * @param reconstruction likewise
 * @param errors in the colours of their bar
 * @param errorBar the colour bar of the errors
 * @param switches the original under the share of filters; null where nothing is pooled
 * @param switchBar what its colours mean; null where nothing is pooled
 */
record Pictures(
        BufferedImage original,
        BufferedImage reconstruction,
        BufferedImage errors,
        ColourBar errorBar,
        BufferedImage switches,
        ColourBar switchBar) {

    /** The number of pixels from which the range of the colours is found. */
    private static final int LOOKED_AT = 20_000;

    /** The fraction of them that the range covers. */
    private static final double COVERED = 0.998;

    static Pictures of(Comparison comparison) {
        ImageProcessor errors = comparison.errors().getProcessor();
        double top = top((float[]) errors.getPixels());
        ColourBar bar = ColourBar.ofErrors(RoundNumber.text(top));
        errors.setLut(bar.colours());
        errors.setMinAndMax(0, top);
        return new Pictures(
                inColour(comparison.original().image().getBufferedImage()),
                inColour(comparison.reconstruction().getBufferedImage()),
                inColour(errors.getBufferedImage()),
                bar,
                comparison.switches().map(Pictures::flattened).orElse(null),
                comparison.switches().map(ColourBar::ofSwitches).orElse(null));
    }

    /** A round number above nearly all errors, so that small changes do not change the colours. */
    private static double top(float[] errors) {
        int step = Math.max(1, errors.length / LOOKED_AT);
        float[] seen = new float[(errors.length + step - 1) / step];
        for (int i = 0; i < seen.length; i++) seen[i] = errors[i * step];
        Arrays.sort(seen);
        float covering = seen[(int) (COVERED * (seen.length - 1))];
        return covering > 0 ? RoundNumber.atLeast(covering) : 1;
    }

    /** The overlay is drawn without its legend, which would be as coarse as the pixels. */
    private static BufferedImage flattened(ImagePlus image) {
        Overlay everywhere = new Overlay();
        for (Roi roi : image.getOverlay()) {
            if ("legend".equals(roi.getName())) continue;
            boolean bound = roi.getPosition() != 0 || roi.hasHyperStackPosition();
            Roi shown = bound ? (Roi) roi.clone() : roi;
            if (bound) shown.setPosition(0);
            everywhere.add(shown);
        }
        ImagePlus plane = new ImagePlus(
                "", image.isComposite() ? new ColorProcessor(image.getBufferedImage()) : image.getProcessor());
        plane.setOverlay(everywhere);
        return plane.flatten().getBufferedImage();
    }

    /** Java draws and enlarges grey images in different ways, with different middle greys; RGB avoids that. */
    private static BufferedImage inColour(BufferedImage image) {
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = copy.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.dispose();
        return copy;
    }
}
