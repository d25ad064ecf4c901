package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.ImgFactory;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Samples;

class StoredIntegersTest {

    @Test
    void arraysAndPlanesAreFound() {
        for (long[] size : List.of(new long[] {7, 5}, new long[] {7, 5, 1}, new long[] {6, 3, 4})) {
            assertFound(new ArrayImgFactory<>(new UnsignedByteType()), size);
            assertFound(new ArrayImgFactory<>(new UnsignedShortType()), size);
            assertFound(new PlanarImgFactory<>(new UnsignedByteType()), size);
            assertFound(new PlanarImgFactory<>(new UnsignedShortType()), size);
        }
    }

    private static <T extends IntegerType<T> & NativeType<T>> void assertFound(ImgFactory<T> factory, long[] size) {
        Img<T> image = factory.create(size);
        Random random = new Random(1);
        image.forEach(value -> value.setInteger(random.nextInt(1 << 16)));
        assertSame(image, StoredIntegers.of(image).orElseThrow());
    }

    private static <T extends IntegerType<T>> void assertSame(RandomAccessibleInterval<T> image, Samples samples) {
        RandomAccessibleInterval<T> xyc = image.numDimensions() == 2 ? Views.addDimension(image, 0, 0) : image;
        int[] row = new int[(int) xyc.dimension(0)];
        assertEquals(xyc.dimension(2), samples.shape().channels());
        for (int c = 0; c < xyc.dimension(2); c++)
            for (int y = 0; y < xyc.dimension(1); y++) {
                samples.read(c, 0, y, row.length, row);
                for (int x = 0; x < row.length; x++)
                    assertEquals(xyc.getAt(x, y, c).getInteger(), row[x]);
            }
    }

    @Test
    void othersAreNot() {
        Img<UnsignedByteType> array = ArrayImgs.unsignedBytes(6, 5, 2);
        assertTrue(StoredIntegers.of(Views.permute(array, 0, 1)).isEmpty());
        assertTrue(StoredIntegers.of(Views.interval(array, array)).isEmpty());
        assertTrue(StoredIntegers.of(new CellImgFactory<>(new UnsignedByteType(), 4).create(6, 5, 2))
                .isEmpty());
        assertTrue(StoredIntegers.of(ArrayImgs.bytes(6, 5, 2)).isEmpty());
        assertTrue(StoredIntegers.of(ArrayImgs.floats(6, 5, 2)).isEmpty());
    }

    /** The same values, whether they are read where they lie or through a view. */
    @Test
    void planesAreEqualToTheLastBit() {
        Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(31, 20, 2);
        Random random = new Random(2);
        image.forEach(value -> value.setInteger(random.nextInt(1 << 16)));
        ValueRange range = ValueRange.between(0, 65535);
        Samples samples = StoredIntegers.of(image).orElseThrow();
        InputPlane expected = InputPlane.of(SampleRows.of(image), samples.shape(), range);
        InputPlane actual = InputPlane.of(samples, range);
        for (int c = 0; c < 2; c++) {
            assertEquals(expected.mean(c), actual.mean(c));
            for (int y = 0; y < 20; y++)
                for (int x = 0; x < 31; x++)
                    assertEquals(
                            expected.x().getAt(x, y, c).get(),
                            actual.x().getAt(x, y, c).get());
        }
    }
}
