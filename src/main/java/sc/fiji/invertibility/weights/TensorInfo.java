package sc.fiji.invertibility.weights;

import java.util.List;

/**
 * What a weight file says about one of its tensors, known without reading the numbers.
 *
 * @param name the name in the file
 * @param shape the extent of each axis, as the file has them, slowest first
 * @param dtype the element type in the format's own words, such as {@code F16} or {@code <f4}
 */
public record TensorInfo(String name, List<Integer> shape, String dtype) {

    /**
     * Takes a copy of the shape.
     *
     * @param name the name in the file
     * @param shape the extent of each axis
     * @param dtype the element type
     */
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /**
     * The number of elements.
     *
     * @return the product of the extents, 1 for a scalar
     */
    public long elements() {
        long product = 1;
        for (int extent : shape) product *= extent;
        return product;
    }

    /**
     * The number of axes.
     *
     * @return 4 for filters, 1 for a bias, 0 for a scalar
     */
    public int rank() {
        return shape.size();
    }
}
