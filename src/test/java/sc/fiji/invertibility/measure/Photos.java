package sc.fiji.invertibility.measure;

import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** Pieces of photos as inputs. */
public final class Photos {

    private Photos() {}

    /** The central square of an RGB image, scaled to 0 … 1, each channel's mean removed. */
    public static Img<FloatType> centre(Img<FloatType> photo, int side) {
        int left = (int) (photo.dimension(0) - side) / 2, top = (int) (photo.dimension(1) - side) / 2;
        return piece(photo, left, top, side, side);
    }

    /** A rectangle of an RGB image, scaled to 0 … 1, each channel's mean removed. */
    public static Img<FloatType> piece(Img<FloatType> photo, int left, int top, int width, int height) {
        float[] values = new float[3 * width * height];
        RandomAccess<FloatType> access = photo.randomAccess();
        for (int c = 0; c < 3; c++) {
            double mean = 0;
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++) {
                    access.setPosition(new int[] {left + x, top + y, c});
                    float value = access.get().get() / 255;
                    values[(c * height + y) * width + x] = value;
                    mean += value / width / height;
                }
            for (int i = c * width * height; i < (c + 1) * width * height; i++) values[i] -= (float) mean;
        }
        return ArrayImgs.floats(values, width, height, 3);
    }
}
