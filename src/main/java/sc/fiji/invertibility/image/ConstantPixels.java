package sc.fiji.invertibility.image;

import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

/**
 * Finds images without anything in them to lose: those whose pixels are all the same. Of any other image, only the
 * pixels up to the first difference are looked at.
 */
public final class ConstantPixels {

    private ConstantPixels() {}

    /**
     * Looks at the plane that is shown.
     *
     * @param input the image
     * @return if all its pixels are the same, the beginning of a sentence that says so
     */
    public static Optional<String> shown(InputImage input) {
        if (!isConstant(input, input.shown().z(), input.shown().t())) return Optional.empty();
        return Optional.of(sentence(input, input.planes() == 1 ? "" : "what is shown of "));
    }

    /**
     * Looks at every plane.
     *
     * @param input the image
     * @return if all pixels of each plane are the same, the beginning of a sentence that says so
     */
    public static Optional<String> everywhere(InputImage input) {
        for (int t = 1; t <= input.frames(); t++)
            for (int z = 1; z <= input.slices(); z++) if (!isConstant(input, z, t)) return Optional.empty();
        return Optional.of(sentence(input, input.planes() == 1 ? "" : "each plane of "));
    }

    private static String sentence(InputImage input, String part) {
        return "image: all pixels of " + part + input.described() + " are the same";
    }

    private static boolean isConstant(InputImage input, int z, int t) {
        for (RandomAccessibleInterval<DoubleType> channel : input.samples(z, t)) {
            double first = channel.firstElement().get();
            for (DoubleType value : Views.flatIterable(channel)) if (value.get() != first) return false;
        }
        return true;
    }
}
