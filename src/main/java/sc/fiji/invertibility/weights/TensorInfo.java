package sc.fiji.invertibility.weights;

import java.util.List;

/**
 * What a weight file says about one of its tensors, without reading its numbers.
 *
 * @param name the name in the file
 * @param shape the extent of each axis, in the file's order, slowest first
 * @param dtype the element type as the format names it, such as {@code F16} or {@code <f4}
 */
public record TensorInfo(String name, List<Integer> shape, String dtype) {

    /**
     * Copies the shape.
     *
     * @param name the name in the file
     * @param shape the extent of each axis
     * @param dtype the element type
     */
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** {@return the number of elements: the product of the extents, 1 for a scalar} */
    public long elements() {
        long product = 1;
        for (int extent : shape) product *= extent;
        return product;
    }

    /** {@return the number of axes: 4 for filters, 1 for a bias, 0 for a scalar} */
    public int rank() {
        return shape.size();
    }
}
