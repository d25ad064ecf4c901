package sc.fiji.invertibility.invert;

import java.util.Arrays;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.Span;

/**
 * A rectangle of a {@link Signal}, which may extend beyond the border, in an array that has its channels one after the
 * other. The array may be longer than needed.
 *
 * @param planes the signal's channels
 * @param shape the signal's
 * @param columns the rectangle's, from the signal's left border
 * @param rows the rectangle's, from the signal's upper border
 */
record SignalWindow(Plane[] planes, Shape shape, Span columns, Span rows) {

    /** Copies the signal's pixels; what is beyond the border becomes zero. */
    void copyTo(float[] values) {
        if (!columns.within(shape.width()).equals(columns)
                || !rows.within(shape.height()).equals(rows))
            Arrays.fill(values, 0, planes.length * columns.length() * rows.length(), 0);
        eachRowInside((plane, pixel, at, count) ->
                System.arraycopy(plane.values(), plane.start() + pixel, values, at, count));
    }

    /** Subtracts the signal's pixels, as far as they lie inside the border. */
    void subtractFrom(float[] values) {
        eachRowInside((plane, pixel, at, count) -> plane.subtractFrom(values, at, pixel, count));
    }

    /** Adds values to the signal's pixels, as far as they lie inside the border. */
    void add(float[] values) {
        eachRowInside((plane, pixel, at, count) -> plane.add(1, values, at, pixel, count));
    }

    /** A part of a row that lies inside the border. */
    private interface Row {
        void visit(Plane plane, int pixel, int at, int count);
    }

    /** Visits all channels row by row: the first pixel in the plane, its index in the array, how many. */
    private void eachRowInside(Row row) {
        Span x = columns.within(shape.width()), y = rows.within(shape.height());
        if (x.length() <= 0) return;
        for (int c = 0; c < planes.length; c++)
            for (int line = y.from(); line < y.to(); line++) {
                int at = (c * rows.length() + line - rows.from()) * columns.length() + x.from() - columns.from();
                row.visit(planes[c], line * shape.width() + x.from(), at, x.length());
            }
    }
}
