package sc.fiji.invertibility.train;

import java.io.IOException;
import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;

/** Small images of two classes, told apart by the sign of a gradient; every few cannot be read. */
record ToyImages(int size, int side, int broken) implements ExampleSource {

    @Override
    public Example read(int index, SplittableRandom random) throws IOException {
        if (broken > 0 && index % broken == broken - 1) throw new IOException("image " + index + " is broken");
        SplittableRandom own = new SplittableRandom(index);
        int label = index % 2;
        float[] values = new float[2 * side * side];
        for (int i = 0; i < values.length; i++)
            values[i] = (float) (own.nextDouble() - 0.5 + (label == 0 ? 1 : -1) * (i % side) / (double) side);
        if (random.nextBoolean()) for (int i = 0; i < values.length; i++) values[i] *= 0.9f;
        return new Example("image " + index, ArrayImgs.floats(values, side, side, 2), label);
    }
}
