package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.List;

/** A MATLAB value, of a file of version 5 to 7 or of version 7.3. */
interface MatValue {

    /** A field of a 1×1 struct; null where there is none, or this is no struct. */
    MatValue field(String name) throws IOException;

    /** What the cells of a cell array hold; empty where this is no cell array. */
    List<MatValue> cells() throws IOException;

    /** The text of a char array; empty where this is none. */
    String text() throws IOException;

    /** An array of numbers, its axes as MATLAB counts them; null where this is none. */
    StoredTensor tensor(String name) throws IOException;
}
