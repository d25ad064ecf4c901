package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** Where shares of winners lie in the input, compared with the definition, pixel by pixel. */
class CentredSharesTest {

    private static final Shape INPUT = new Shape(1, 9, 13);

    @ParameterizedTest
    @CsvSource({
        "3, 1, 1", "3, 1, 0", "5, 1, 1", "1, 1, 0", "1, 1, 2", "3, 1, 4", "3, 2, 1", "5, 2, 0", "2, 3, 4", "3, 3, 5"
    })
    void eachShareLiesUnderTheCentreOfItsFilter(int side, int stride, int padding) {
        FilterBank bank =
                GaussianFilters.scaled(2, 1, side, 1).withStride(stride).withPadding(Padding.of(padding));
        Shape activations = INPUT.activations(bank);
        int columns = activations.width(), rows = activations.height();
        float[] won = new float[columns * rows], expected = new float[(int) INPUT.pixels()];
        for (int i = 0; i < won.length; i++) won[i] = i + 1;
        for (int y = 0; y < rows; y++)
            for (int x = 0; x < columns; x++) {
                int px = x * stride - padding + (side - 1) / 2, py = y * stride - padding + (side - 1) / 2;
                if (px >= 0 && px < INPUT.width() && py >= 0 && py < INPUT.height())
                    expected[py * INPUT.width() + px] = won[y * columns + x];
            }
        List<Img<FloatType>> winners = List.of(
                ArrayImgs.floats(won.clone(), columns, rows),
                ArrayImgs.floats(won.clone(), columns, rows, 1),
                filled(PlanarImgs.floats(columns, rows, 1), won));
        for (Img<FloatType> each : winners) {
            Img<FloatType> shares = CentredShares.of(each, bank, INPUT);
            assertEquals(2, shares.numDimensions());
            assertEquals(INPUT.width(), shares.dimension(0));
            assertEquals(INPUT.height(), shares.dimension(1));
            float[] actual = new float[expected.length];
            int i = 0;
            for (FloatType share : shares) actual[i++] = share.get();
            assertArrayEquals(expected, actual);
        }
    }

    private static Img<FloatType> filled(Img<FloatType> image, float[] values) {
        int i = 0;
        for (FloatType value : image) value.set(values[i++]);
        return image;
    }
}
