package sc.fiji.invertibility.image;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.ExampleSource;

/**
 * Square pieces of a folder's images, opened when they are needed: red, green, blue from 0 to 255. A grey image is
 * repeated in all three; of a stack, the first plane is taken.
 *
 * @param folder the folder
 * @param files those of its files that are used
 * @param side of a piece in pixels
 * @param random whether pieces are from anywhere and perhaps mirrored, or from the centre
 */
public record ImageCrops(ImageFolder folder, List<Path> files, int side, boolean random) implements ExampleSource {

    /**
     * Copies the list.
     *
     * @param folder the folder
     * @param files those of its files that are used
     * @param side of a piece in pixels
     * @param random whether pieces are from anywhere and perhaps mirrored
     */
    public ImageCrops {
        files = List.copyOf(files);
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public Example read(int index, SplittableRandom chance) throws IOException {
        Path file = files.get(index);
        try {
            ImagePlus image = folder.open(file);
            if (image.getWidth() < side || image.getHeight() < side)
                throw new IOException("an image of " + image.getWidth() + "×" + image.getHeight()
                        + " pixels is smaller than the crop of " + side + "×" + side);
            NetworkInput input = NetworkInput.of(InputImage.of(image), NetworkInput.Scaling.TYPE_RANGE, 3);
            return new Example(file.toString(), piece(input.plane(1, 1), chance), 0);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private Img<FloatType> piece(RandomAccessibleInterval<FloatType> plane, SplittableRandom chance) {
        long right = plane.dimension(0) - side, down = plane.dimension(1) - side;
        long x = random ? chance.nextLong(right + 1) : right / 2, y = random ? chance.nextLong(down + 1) : down / 2;
        boolean mirrored = random && chance.nextBoolean();
        float[] values = new float[3 * side * side];
        int i = 0;
        for (FloatType value :
                Views.flatIterable(Views.interval(plane, FinalInterval.createMinSize(x, y, 0, side, side, 3)))) {
            int column = i % side;
            values[mirrored ? i - column + side - 1 - column : i] = value.get();
            i++;
        }
        return ArrayImgs.floats(values, side, side, 3);
    }
}
