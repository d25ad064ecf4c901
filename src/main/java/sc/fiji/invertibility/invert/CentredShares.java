package sc.fiji.invertibility.invert;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.BackingArray;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/** Brings shares of winners from activations to the input pixels under the filters' centres. */
final class CentredShares {

    private CentredShares() {}

    /**
     * Puts each share at the centre of its filter, and zero elsewhere.
     *
     * @param winners a share for each position of activations, in one channel
     * @param bank the filters that made these
     * @param input the size of what they were made of
     * @return an image of the input's width and height, which may share the values of the given one
     */
    static Img<FloatType> of(Img<FloatType> winners, FilterBank bank, Shape input) {
        int shiftX = (bank.width() - 1) / 2 - bank.padding().x();
        int shiftY = (bank.height() - 1) / 2 - bank.padding().y();
        int width = input.width(), height = input.height(), stride = bank.stride();
        int columns = (int) winners.dimension(0), rows = (int) winners.dimension(1);
        boolean inPlace = stride == 1 && shiftX == 0 && shiftY == 0 && columns == width && rows == height;
        if (inPlace && winners.numDimensions() == 2) return winners;
        float[] won = values(winners);
        if (inPlace) return ArrayImgs.floats(won, width, height);
        float[] shares = new float[Math.toIntExact(input.pixels())];
        // The first column that lies within the input, and the one behind the last.
        int first = shiftX < 0 ? (stride - 1 - shiftX) / stride : 0;
        int end = Math.min(columns, (width - 1 - shiftX + stride) / stride);
        for (int y = 0; y < rows; y++) {
            int py = y * stride + shiftY;
            if (py < 0 || py >= height || first >= end) continue;
            int from = y * columns + first, to = py * width + first * stride + shiftX;
            if (stride == 1) System.arraycopy(won, from, shares, to, end - first);
            else for (int i = 0; i < end - first; i++) shares[to + i * stride] = won[from + i];
        }
        return ArrayImgs.floats(shares, width, height);
    }

    private static float[] values(Img<FloatType> winners) {
        return BackingArray.of(winners).orElseGet(() -> {
            float[] values = new float[Math.toIntExact(winners.size())];
            Cursor<FloatType> cursor = Views.flatIterable(winners).cursor();
            for (int i = 0; i < values.length; i++) values[i] = cursor.next().get();
            return values;
        });
    }
}
