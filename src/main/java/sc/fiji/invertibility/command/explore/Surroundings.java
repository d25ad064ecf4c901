package sc.fiji.invertibility.command.explore;

import ij.ImagePlus;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import sc.fiji.invertibility.image.InputImage;

/** The whole image in small, for around what is computed. */
final class Surroundings {

    private static final int LONGEST = 1024;

    private Surroundings() {}

    /** The plane that is seen, at most {@value #LONGEST} pixels a side. */
    static BufferedImage of(InputImage image) {
        ImagePlus source = image.image();
        BufferedImage whole = image.excerpt(source.getZ(), source.getT(), image.region())
                .image()
                .getBufferedImage();
        double scale = Math.min(1, LONGEST / (double) Math.max(whole.getWidth(), whole.getHeight()));
        int width = (int) Math.max(1, Math.round(scale * whole.getWidth()));
        int height = (int) Math.max(1, Math.round(scale * whole.getHeight()));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = small.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(whole, 0, 0, width, height, null);
        g.dispose();
        return small;
    }
}
