package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;

/**
 * The outputs that a correlation fills: all of a map, or every {@code step}-th one.
 *
 * @param rows how many rows
 * @param columns how many columns
 * @param step pixels from one to the next, along both axes
 * @param y row of the first
 * @param x column of the first
 */
public record StridedOutputs(int rows, int columns, int step, int y, int x) {

    /**
     * Returns all outputs of a map.
     *
     * @param shape the size of the map
     * @return the outputs
     */
    public static StridedOutputs all(Shape shape) {
        return new StridedOutputs(shape.height(), shape.width(), 1, 0, 0);
    }

    /**
     * Returns outputs with gaps between them.
     *
     * @param step pixels from one to the next, along both axes
     * @param shape the size of the map
     * @param y row of the first
     * @param x column of the first
     * @return the outputs
     */
    public static StridedOutputs every(int step, Shape shape, int y, int x) {
        return new StridedOutputs(count(shape.height(), y, step), count(shape.width(), x, step), step, y, x);
    }

    /** {@return these outputs, as kernels take them} */
    public List<Object> arguments() {
        return List.of(rows, columns, step, y, x);
    }

    /** {@return whether there are none} */
    public boolean empty() {
        return rows == 0 || columns == 0;
    }

    private static int count(int length, int first, int step) {
        return Math.max(0, (length - first + step - 1) / step);
    }
}
