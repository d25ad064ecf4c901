package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;

/** What one pixel of an ImageJ image holds. */
enum SampleType {
    /** One unsigned byte. */
    GRAY8(1, 255),
    /** One unsigned 16-bit number. */
    GRAY16(1, 65535),
    /** One 32-bit float, whose range is that of the image. */
    GRAY32(1, Double.NaN),
    /** Three unsigned bytes: red, green, blue. */
    RGB(3, 255);

    private final int samples;
    private final double top;

    SampleType(int samples, double top) {
        this.samples = samples;
        this.top = top;
    }

    static SampleType of(ImagePlus image) {
        return switch (image.getType()) {
            case ImagePlus.GRAY8, ImagePlus.COLOR_256 -> GRAY8;
            case ImagePlus.GRAY16 -> GRAY16;
            case ImagePlus.COLOR_RGB -> RGB;
            default -> GRAY32;
        };
    }

    /** The number of channels in one slice. */
    int samples() {
        return samples;
    }

    /** The largest value of the type; NaN for floats. */
    double top() {
        return top;
    }

    /** The raw values of one sample of a slice, as a view: nothing is copied. */
    RandomAccessibleInterval<DoubleType> view(ImageProcessor slice, int sample) {
        int w = slice.getWidth();
        int h = slice.getHeight();
        Object pixels = slice.getPixels();
        return switch (this) {
            case GRAY8 -> doubles(ArrayImgs.unsignedBytes((byte[]) pixels, w, h));
            case GRAY16 -> doubles(ArrayImgs.unsignedShorts((short[]) pixels, w, h));
            case GRAY32 -> doubles(ArrayImgs.floats((float[]) pixels, w, h));
            case RGB -> doubles(Converters.argbChannel(ArrayImgs.argbs((int[]) pixels, w, h), sample + 1));
        };
    }

    private static <T extends RealType<T>> RandomAccessibleInterval<DoubleType> doubles(
            RandomAccessibleInterval<T> values) {
        return Converters.convert(values, (in, out) -> out.set(in.getRealDouble()), new DoubleType());
    }
}
