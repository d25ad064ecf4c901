package sc.fiji.invertibility.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The header of a PBM, PGM or PPM (netpbm's P1 to P6), and whether as many pixels follow as it says. */
final class PnmHeader {

    private final InputStream in;
    private long read;

    private PnmHeader(InputStream in) {
        this.in = in;
    }

    /** What is wrong with a file that begins as one of these. */
    static Optional<String> flawOf(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new PnmHeader(in).flaw(Files.size(file));
        }
    }

    private Optional<String> flaw(long length) throws IOException {
        next();
        int kind = next() - '0';
        boolean bits = kind == 1 || kind == 4;
        long width = number(), height = number(), top = bits ? 1 : number();
        if (width < 1 || height < 1 || top < 1 || top > 65535 || width * height > Integer.MAX_VALUE)
            return Optional.of("damaged (its header tells no size that an image can have)");
        long samples = width * height * (kind % 3 == 0 ? 3 : 1);
        long wanted = kind == 4 ? (width + 7) / 8 * height : samples * (top > 255 ? 2 : 1);
        long held = kind > 3 ? length - read : bits ? digits() : numbers(samples);
        if (kind <= 3) wanted = samples;
        return held < wanted
                ? Optional.of("truncated (it holds " + held + " of " + wanted + (kind > 3 ? " bytes" : " numbers")
                        + " of pixels)")
                : Optional.empty();
    }

    private int next() throws IOException {
        read++;
        return in.read();
    }

    /** The next number, after blanks and comments, and the one character that ends it; below 0 if there is none. */
    private long number() throws IOException {
        int c = next();
        while (c == '#' || Character.isWhitespace(c)) {
            if (c == '#') while (c != '\n' && c >= 0) c = next();
            else c = next();
        }
        if (c < '0' || c > '9') return -1;
        long value = 0;
        for (; c >= '0' && c <= '9'; c = next()) value = Math.min(Integer.MAX_VALUE, 10 * value + c - '0');
        return value;
    }

    private long numbers(long most) throws IOException {
        long count = 0;
        while (count < most && number() >= 0) count++;
        return count;
    }

    private long digits() throws IOException {
        long count = 0;
        for (int c = next(); c >= 0; c = next()) if (c == '0' || c == '1') count++;
        return count;
    }
}
