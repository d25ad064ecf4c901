package sc.fiji.invertibility.weights;

import java.io.IOException;

/** An element of a MAT-file of version 5 to 7: its type, where its bytes are, and where the next element is. */
record Mat5Element(int type, long start, long length, long next) {

    static final int MATRIX = 14;
    static final int COMPRESSED = 15;

    /** Reads the tag at a place. */
    static Mat5Element at(ByteSource bytes, long at) throws IOException {
        long tag = bytes.u32(at);
        if (tag >>> 16 != 0) {
            int length = (int) (tag >>> 16);
            if (length > 4) throw new WeightsException("damaged: a small element of " + length + " bytes at " + at);
            bytes.require(at, 8, "a small element");
            return new Mat5Element((int) tag & 0xffff, at + 4, length, at + 8);
        }
        long length = bytes.u32(at + 4);
        // The content of a matrix is checked piece by piece; checking it whole would unpack a compressed one twice.
        if (tag != MATRIX) bytes.require(at + 8, length, "an element");
        // Compressed elements follow each other without padding.
        long padded = tag == COMPRESSED ? length : (length + 7) / 8 * 8;
        return new Mat5Element((int) tag, at + 8, length, at + 8 + padded);
    }
}
