package sc.fiji.invertibility.weights.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * A partly downloaded file: {@code NAME.part}, and beside it {@code NAME.part.from}, which states its source and
 * version, so that it can be continued. Locked, so that two downloads do not mix.
 */
final class PartFile implements AutoCloseable {

    private final Path part;
    private final Path from;
    private final FileChannel channel;

    private PartFile(Path part, Path from, FileChannel channel) {
        this.part = part;
        this.from = from;
        this.channel = channel;
    }

    /** Opens what exists of a file, or begins it. */
    static PartFile open(Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        FileChannel channel =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) throw new OverlappingFileLockException();
            return new PartFile(part, target.resolveSibling(part.getFileName() + ".from"), channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new WeightsException(part + ": another download of this file is running", e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The number of bytes so far. */
    long length() throws IOException {
        return channel.size();
    }

    /**
     * The bytes so far, through the channel that holds the lock, since Windows lets no other channel read them. Must be
     * left open.
     */
    InputStream content() throws IOException {
        return Channels.newInputStream(channel.position(0));
    }

    /**
     * The version (an entity tag or date) of the bytes so far: empty if the server named none, absent if it is not
     * known whether they are from this source at all.
     */
    Optional<String> version(URI url) throws IOException {
        if (channel.size() == 0 || !Files.isRegularFile(from)) return Optional.empty();
        String text = Files.readString(from, StandardCharsets.ISO_8859_1);
        String place = url + "\n";
        return text.startsWith(place) && text.endsWith("\n")
                ? Optional.of(text.substring(place.length()).strip())
                : Optional.empty();
    }

    /** Discards all bytes, and begins a version anew. */
    void begin(URI url, String version) throws IOException {
        channel.truncate(0);
        Files.writeString(from, url + "\n" + version + "\n", StandardCharsets.ISO_8859_1);
    }

    /**
     * Makes sure that a number of further bytes can be written.
     *
     * @throws WeightsException if not
     */
    void requireSpace(long bytes) throws IOException {
        long space = Files.getFileStore(part).getUsableSpace();
        if (space >= bytes) return;
        throw new WeightsException(
                part.getParent() + ": " + bytes + " bytes are to come, and there is space for " + space);
    }

    void append(ByteBuffer bytes) throws IOException {
        channel.position(channel.size());
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    /** Gives the complete file its name, atomically. */
    void publish(Path target) throws IOException {
        channel.force(true);
        channel.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(from);
    }

    /** Removes what exists, since it is of no use. */
    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
        Files.deleteIfExists(from);
    }

    /** Keeps what exists for another attempt, if there is anything. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen() && channel.size() == 0) discard();
        channel.close();
    }
}
