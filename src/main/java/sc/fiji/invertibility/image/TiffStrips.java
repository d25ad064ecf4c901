package sc.fiji.invertibility.image;

import ij.io.FileInfo;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;

/**
 * The strips that the pixels of a TIFF lie in: whether they are in the file, and hold as many pixels as they should.
 */
record TiffStrips(FileChannel file, FileInfo plane) {

    /** What is wrong with the strips of these planes. */
    static Optional<String> flawOf(Path path, List<FileInfo> planes) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            for (FileInfo plane : planes) {
                Optional<String> flaw = new TiffStrips(file, plane).flaw();
                if (flaw.isPresent()) return flaw;
            }
            return Optional.empty();
        }
    }

    private Optional<String> flaw() throws IOException {
        Optional<String> lack = lack();
        if (lack.isPresent() || plane.stripOffsets == null || plane.stripLengths == null) return lack;
        int strips = Math.min(plane.stripOffsets.length, plane.stripLengths.length);
        // The one strip of ImageJ's own stacks, and of writers that do not count its bytes, is read to the plane's end.
        boolean toItsEnd = strips == 1 && (plane.nImages > 1 || plane.stripLengths[0] == 0);
        if (toItsEnd && isPlain()) return Optional.empty();
        int perPlane = (plane.height + rows() - 1) / rows();
        if (strips < perPlane * planes())
            return Optional.of("damaged (it has " + strips + " strips instead of " + perPlane * planes() + ")");
        for (int i = 0; i < perPlane * planes(); i++) {
            String flaw = flaw(i, rowBytes() * Math.min(rows(), plane.height - i % perPlane * rows()));
            if (!flaw.isEmpty()) return Optional.of("damaged (strip " + (i + 1) + ": " + flaw + ")");
        }
        return Optional.empty();
    }

    private String flaw(int strip, long wanted) throws IOException {
        try {
            long held = held(strip, wanted);
            return held < wanted ? held + " bytes of pixels instead of " + wanted : "";
        } catch (DataFormatException damage) {
            return damage.getMessage();
        }
    }

    private Optional<String> lack() throws IOException {
        long end = 0;
        if (plane.stripOffsets != null && plane.stripLengths != null)
            for (int i = 0; i < Math.min(plane.stripOffsets.length, plane.stripLengths.length); i++)
                end = Math.max(end, start(i) + Integer.toUnsignedLong(plane.stripLengths[i]));
        boolean whole = plane.stripOffsets == null || plane.stripOffsets.length == 1;
        if (isPlain() && whole)
            end = Math.max(end, plane.getOffset() + rowBytes() * plane.height * planes() * Math.max(1, plane.nImages));
        return end > file.size()
                ? Optional.of("truncated (its pixels should end at byte " + end + ", but it has " + file.size() + ")")
                : Optional.empty();
    }

    private boolean isPlain() {
        return plane.compression <= FileInfo.COMPRESSION_NONE;
    }

    /** How many bytes of pixels a strip holds; of those that only their own reader can unpack, as many as it should. */
    private long held(int strip, long wanted) throws IOException, DataFormatException {
        return switch (plane.compression) {
            case FileInfo.COMPRESSION_UNKNOWN, FileInfo.COMPRESSION_NONE ->
                Integer.toUnsignedLong(plane.stripLengths[strip]);
            case FileInfo.LZW, FileInfo.LZW_WITH_DIFFERENCING -> PackedLength.lzw(bytes(strip));
            case FileInfo.PACK_BITS -> PackedLength.packBits(bytes(strip));
            case FileInfo.ZIP, FileInfo.ZIP_WITH_DIFFERENCING -> PackedLength.deflate(bytes(strip));
            default -> wanted;
        };
    }

    private byte[] bytes(int strip) throws IOException {
        return TiffDirectories.read(file, start(strip), plane.stripLengths[strip])
                .array();
    }

    private long start(int strip) {
        return Integer.toUnsignedLong(plane.stripOffsets[strip]);
    }

    /** How many planes of one sample a plane of several is stored as. */
    private int planes() {
        return plane.fileType == FileInfo.RGB_PLANAR || plane.fileType == FileInfo.RGB48_PLANAR ? 3 : 1;
    }

    private int rows() {
        return plane.rowsPerStrip > 0 ? Math.min(plane.rowsPerStrip, plane.height) : plane.height;
    }

    private long rowBytes() {
        long width = plane.width;
        return switch (plane.fileType) {
            case FileInfo.BITMAP -> (width + 7) / 8;
            case FileInfo.GRAY10_UNSIGNED -> (width * 10 + 7) / 8;
            case FileInfo.GRAY12_UNSIGNED -> (width * 12 + 7) / 8;
            case FileInfo.RGB_PLANAR -> width;
            case FileInfo.RGB48_PLANAR -> 2 * width;
            default -> width * plane.getBytesPerPixel();
        };
    }
}
