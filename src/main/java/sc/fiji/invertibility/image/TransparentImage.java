package sc.fiji.invertibility.image;

import ij.gui.ImageRoi;
import java.awt.image.BufferedImage;

/**
 * An image of an overlay whose black pixels are transparent. ImageJ finds those again whenever such an image is made or
 * copied, through a method for pixels of any type, which takes ten times as long as to draw it; these are known.
 */
final class TransparentImage extends ImageRoi {

    private static final long serialVersionUID = 1;

    private static final int OPAQUE = 0xff000000;

    private final transient BufferedImage picture;

    private TransparentImage(BufferedImage picture) {
        super(0, 0, picture);
        this.picture = picture;
    }

    /** {@return an image at the origin, where 0 is transparent} */
    static TransparentImage of(int[] rgb, int width, int height) {
        int[] pixels = new int[rgb.length];
        for (int i = 0; i < pixels.length; i++) pixels[i] = rgb[i] == 0 ? 0 : rgb[i] | OPAQUE;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        picture.getRaster().setDataElements(0, 0, width, height, pixels);
        return new TransparentImage(picture);
    }

    /** Written to files, which hold colours without transparency. */
    @Override
    public boolean getZeroTransparent() {
        return true;
    }

    @Override
    public synchronized Object clone() {
        TransparentImage copy = new TransparentImage(picture);
        copy.copyAttributes(this);
        copy.setLocation(getXBase(), getYBase());
        if (hasHyperStackPosition()) copy.setPosition(getCPosition(), getZPosition(), getTPosition());
        else copy.setPosition(getPosition());
        copy.setOpacity(getOpacity());
        copy.setName(getName());
        return copy;
    }
}
