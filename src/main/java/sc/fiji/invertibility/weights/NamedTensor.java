package sc.fiji.invertibility.weights;

import java.util.List;

/**
 * One tensor of a weight file with its numbers.
 *
 * @param name the name in the file
 * @param shape the extent of each axis, in the file's order, slowest first
 * @param data the numbers in row-major order of {@code shape}, as 32-bit floats; a fresh array for each reading, and
 *     not copied here
 */
public record NamedTensor(String name, List<Integer> shape, float[] data) {

    /**
     * Checks that the numbers fill the shape.
     *
     * @param name the name in the file
     * @param shape the extent of each axis
     * @param data the numbers
     * @throws IllegalArgumentException if they do not
     */
    public NamedTensor {
        shape = List.copyOf(shape);
        long expected = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        if (data.length != expected)
            throw new IllegalArgumentException(
                    "Tensor " + name + " has " + data.length + " numbers; its shape " + shape + " needs " + expected);
    }
}
