package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.List;

/** A MATLAB value, from a file of version 5 to 7 or of version 7.3. */
interface MatValue {

    /** A field of a 1×1 struct; null if there is none, or this is not a struct. */
    MatValue field(String name) throws IOException;

    /** The cells of a cell array; empty if this is not a cell array. */
    List<MatValue> cells() throws IOException;

    /** The text of a char array; empty if this is not a char array. */
    String text() throws IOException;

    /** An array of numbers, with its axes in MATLAB's order; null if this is not an array of numbers. */
    StoredTensor tensor(String name) throws IOException;
}
