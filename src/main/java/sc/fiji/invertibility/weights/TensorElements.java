package sc.fiji.invertibility.weights;

import java.io.IOException;

/** The location of a tensor's numbers, which are read only when asked for. */
interface TensorElements {

    /** Checks, without allocating, that all numbers are there. */
    void require(String what) throws IOException;

    /** Where they begin, to be compared with others of the file: what comes first is best read first. */
    long start();

    /** Takes account of the numbers before room is made for them. */
    void charge() throws WeightsException;

    /** Puts the element at (i, j, …) to {@code target[i·strides[0] + j·strides[1] + …]}. */
    void scatter(float[] target, int[] strides) throws IOException;

    /** Checks what was read against the checksums that the file has for it. */
    void verify() throws IOException;
}
