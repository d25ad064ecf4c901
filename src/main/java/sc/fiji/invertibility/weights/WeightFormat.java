package sc.fiji.invertibility.weights;

import java.io.IOException;

/** One file format: recognises its files by their content, and lists what is in them. */
interface WeightFormat {

    /** The format's name, as users know it. */
    String name();

    /** Whether a file has this format, judging by its first bytes or its directory. */
    boolean recognises(ByteSource file) throws IOException;

    /** Lists tensors and layers; reads no numbers of either. */
    FileContents contents(ByteSource file) throws IOException;
}
