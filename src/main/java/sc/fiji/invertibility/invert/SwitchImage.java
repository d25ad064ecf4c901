package sc.fiji.invertibility.invert;

import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.Shape;

/** Collects the switches of kept units, tile by tile, into one image (x, y, filter). */
final class SwitchImage {

    /** The largest block whose s² positions, and 0 for none, fit into 16 bits. */
    static final int LARGEST_BLOCK = 255;

    private final PlanarImg<UnsignedShortType, ShortArray> image;
    private final int width;

    @SuppressWarnings("unchecked")
    SwitchImage(Shape pooled) {
        width = pooled.width();
        image = (PlanarImg<UnsignedShortType, ShortArray>) new PlanarImgFactory<>(new UnsignedShortType())
                .create(pooled.width(), pooled.height(), pooled.channels());
    }

    /** Adds a tile whose first unit lies at (x, y). */
    void put(HostCode tile, int x, int y) {
        Shape shape = tile.shape();
        for (int c = 0, unit = 0; c < shape.channels(); c++) {
            short[] plane = image.getPlane(c).getCurrentStorageArray();
            for (int row = 0; row < shape.height(); row++) {
                int start = (y + row) * width + x;
                for (int column = 0; column < shape.width(); column++, unit++)
                    plane[start + column] = tile.values()[unit] == 0 ? 0 : (short) (tile.switches()[unit] + 1);
            }
        }
    }

    /** Adds one kept unit. */
    void put(int channel, int y, int x, int position) {
        image.getPlane(channel).getCurrentStorageArray()[y * width + x] = (short) (position + 1);
    }

    Img<UnsignedShortType> image() {
        return image;
    }
}
