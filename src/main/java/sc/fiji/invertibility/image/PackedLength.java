package sc.fiji.invertibility.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** How many bytes a strip of a TIFF unpacks to, up to where it ends or cannot be read on. */
final class PackedLength {

    private static final int CLEAR = 256, END = 257, SHORTEST = 9, LONGEST = 12;

    private PackedLength() {}

    /** Deflate (zlib, RFC 1950), its checksum included. */
    static long deflate(byte[] strip) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(strip);
            byte[] piece = new byte[1 << 13];
            while (!inflater.finished())
                if (inflater.inflate(piece) == 0 && !inflater.finished())
                    throw new DataFormatException("its compressed data have no end");
            return inflater.getBytesWritten();
        } finally {
            inflater.end();
        }
    }

    /** PackBits (TIFF 6.0, section 9). */
    static long packBits(byte[] strip) {
        long held = 0;
        for (int i = 0; i < strip.length; ) {
            int n = strip[i++];
            if (n >= 0) {
                held += Math.min(n + 1, strip.length - i);
                i += n + 1;
            } else if (n != Byte.MIN_VALUE && i++ < strip.length) held += 1 - n;
        }
        return held;
    }

    /** LZW (TIFF 6.0, section 13): of each entry of the table, its length is enough. */
    static long lzw(byte[] strip) {
        int[] lengths = new int[1 << LONGEST];
        int next = END + 1, width = SHORTEST, old = -1;
        long held = 0;
        for (long bit = 0; bit + width <= 8L * strip.length; ) {
            int code = bits(strip, bit, width);
            bit += width;
            if (code == END) return held;
            if (code == CLEAR) {
                next = END + 1;
                width = SHORTEST;
                old = -1;
                continue;
            }
            if (code > next || old < 0 && code > CLEAR) return held;
            int before = old < 0 ? 0 : length(lengths, old);
            if (old >= 0 && next < lengths.length) lengths[next++] = before + 1;
            held += length(lengths, code);
            old = code;
            // Codes become longer one early.
            if (next >= (1 << width) - 1 && width < LONGEST) width++;
        }
        return held;
    }

    private static int length(int[] lengths, int code) {
        return code < CLEAR ? 1 : lengths[code];
    }

    private static int bits(byte[] bytes, long from, int count) {
        int value = 0;
        for (long bit = from; bit < from + count; bit++)
            value = value << 1 | bytes[(int) (bit >> 3)] >> (7 - (bit & 7)) & 1;
        return value;
    }
}
