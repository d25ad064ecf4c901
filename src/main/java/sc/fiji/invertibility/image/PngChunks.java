package sc.fiji.invertibility.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/** The chunks of a PNG, each of which ends in a CRC-32 of its type and data (ISO/IEC 15948, 5.3). */
final class PngChunks {

    private static final int SIGNATURE = 8;

    private PngChunks() {}

    /** What is wrong with a file that begins as a PNG. */
    static Optional<String> flawOf(Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            in.skipNBytes(SIGNATURE);
            for (long at = SIGNATURE; ; ) {
                long length = Integer.toUnsignedLong(in.readInt());
                byte[] type = in.readNBytes(4);
                CRC32 crc = new CRC32();
                crc.update(type);
                for (long left = length; left > 0; ) {
                    int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                    if (read < 0) throw new EOFException();
                    crc.update(buffer, 0, read);
                    left -= read;
                }
                String name = new String(type, StandardCharsets.ISO_8859_1);
                if (Integer.toUnsignedLong(in.readInt()) != crc.getValue())
                    return Optional.of("damaged (the chunk at byte " + at + " does not match its checksum)");
                if (name.equals("IEND")) return Optional.empty();
                at += length + 12;
            }
        } catch (EOFException end) {
            return Optional.of("truncated (it ends after " + Files.size(file) + " bytes, within a chunk)");
        }
    }
}
