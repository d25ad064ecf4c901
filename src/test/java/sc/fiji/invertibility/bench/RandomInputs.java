package sc.fiji.invertibility.bench;

import java.util.SplittableRandom;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Shape;

/** Draws inputs, uniform in [−0.5, 0.5]. */
public final class RandomInputs {

    private RandomInputs() {}

    /** {@return values for a map} */
    public static float[] values(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) values[i] = (float) (random.nextDouble() - 0.5);
        return values;
    }

    /** {@return an image} */
    public static Img<FloatType> image(Shape shape, long seed) {
        return image(shape, values(shape, seed));
    }

    /** {@return an image of given values} */
    public static Img<FloatType> image(Shape shape, float[] values) {
        return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
    }
}
