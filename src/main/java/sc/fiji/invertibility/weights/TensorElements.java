package sc.fiji.invertibility.weights;

import java.io.IOException;

/** The location of a tensor's numbers, which are read only when asked for. */
interface TensorElements {

    /** Checks, without allocating, that all numbers are there. */
    void require(String what) throws IOException;

    /** Stores the element at (i, j, …) in {@code target[i·strides[0] + j·strides[1] + …]}. */
    void scatter(float[] target, int[] strides) throws IOException;
}
