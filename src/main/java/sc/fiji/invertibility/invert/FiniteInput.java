package sc.fiji.invertibility.invert;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** The door for inputs: what is no number would silently become a reconstruction that is none. */
final class FiniteInput {

    private FiniteInput() {}

    /**
     * Refuses an input whose norm shows that something is wrong with it: the norm is needed anyway, and only then is
     * the input looked through for the reason.
     *
     * @param squaredNorm ‖x‖² as an engine computed it
     * @param x the input with the axes (x, y, channel)
     * @throws IllegalArgumentException if no float holds the squared norm; tells of the first value that is not, or of
     *     the largest
     */
    static void require(double squaredNorm, RandomAccessibleInterval<FloatType> x) {
        if (squaredNorm <= Float.MAX_VALUE) return;
        Cursor<FloatType> values = Views.flatIterable(x).localizingCursor();
        float largest = 0;
        while (values.hasNext()) {
            float value = values.next().get();
            if (!Float.isFinite(value))
                throw new IllegalArgumentException("the input is " + value + " at x=" + values.getLongPosition(0)
                        + ", y=" + values.getLongPosition(1) + ", channel " + values.getLongPosition(2)
                        + ", expected finite values only");
            largest = Math.max(largest, Math.abs(value));
        }
        throw new IllegalArgumentException("the input's values reach " + largest
                + ", whose square no float holds; expected values of the order of 1");
    }
}
