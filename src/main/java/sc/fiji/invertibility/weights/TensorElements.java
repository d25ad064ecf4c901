package sc.fiji.invertibility.weights;

import java.io.IOException;

/** Where a tensor's numbers are, read only when asked for. */
interface TensorElements {

    /** Checks, without allocating, that all numbers are there. */
    void require(String what) throws IOException;

    /** Puts the element at (i, j, …) to {@code target[i·strides[0] + j·strides[1] + …]}. */
    void scatter(float[] target, int[] strides) throws IOException;
}
