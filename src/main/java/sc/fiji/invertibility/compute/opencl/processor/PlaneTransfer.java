package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.Buffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * Copies planes between heap and device: many at a time if they are small, since each transfer costs some time, and a
 * few rows at a time if they are large, so that neither side needs a second copy of the map. {@link WholeMapTransfer}
 * is faster if there is memory for that copy. The planes of a blocked map are interleaved on the device.
 */
final class PlaneTransfer {

    /** Returns the words of some rows of some channels, plane after plane. */
    @FunctionalInterface
    interface Source {
        Buffer rows(int channel, int channels, int row, int rows);
    }

    /** Receives the words of some rows of some channels, in the buffer that was passed along. */
    @FunctionalInterface
    interface Sink {
        void take(int channel, int channels, int row, int rows);
    }

    /** The work on a piece: its first block, channels, first row and rows. */
    @FunctionalInterface
    private interface Piece {
        void move(int block, int channels, int row, int rows);
    }

    /** Words per piece: 16 MiB. */
    private static final int PIECE = 1 << 22;

    /**
     * A larger map is copied in at least this many pieces, since a full device has no memory for a second copy of it.
     */
    private static final int PIECES = 4;

    /** Words of a map that is copied at once, however little memory is free: 128 KiB. */
    private static final int SMALL = 1 << 15;

    private final TunedDevice device;
    private final DeviceMemory memory;

    PlaneTransfer(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /** {@return the largest number of words that are copied at a time} */
    int pieceWords(DeviceMap map) {
        return Math.toIntExact(
                (long) channelsOfPiece(map) * rowsOfPiece(map) * map.shape().width());
    }

    void upload(DeviceMap map, Source source) {
        if (!map.layout().blocked()) {
            forEachPiece(
                    map,
                    (channel, channels, row, rows) -> map.buffer()
                            .write(
                                    source.rows(channel, channels, row, rows),
                                    planarOffset(map, channel, row),
                                    words(map, channels, rows)));
            return;
        }
        try (DeviceBuffer staged = memory.take(pieceWords(map))) {
            Kernel toBlocks = device.kernel("to_blocks");
            forEachPiece(map, (block, channels, row, rows) -> {
                Buffer words = source.rows(block * MapLayout.BLOCK, channels, row, rows);
                staged.write(words, 0, words(map, channels, rows));
                interleave(toBlocks, staged, 0, map, block, row, rows, channels);
            });
        }
    }

    void download(DeviceMap map, Buffer target, Sink sink) {
        if (!map.layout().blocked()) {
            forEachPiece(map, (channel, channels, row, rows) -> {
                map.buffer().read(target, planarOffset(map, channel, row), words(map, channels, rows));
                sink.take(channel, channels, row, rows);
            });
            return;
        }
        try (DeviceBuffer staged = memory.take(pieceWords(map))) {
            Kernel fromBlocks = device.kernel("from_blocks");
            forEachPiece(map, (block, channels, row, rows) -> {
                interleave(fromBlocks, staged, 0, map, block, row, rows, channels);
                staged.read(target, 0, words(map, channels, rows));
                sink.take(block * MapLayout.BLOCK, channels, row, rows);
            });
        }
    }

    /** Moves some rows of some blocks between a map and planes, which begin at a word of a buffer. */
    static void interleave(
            Kernel kernel,
            DeviceBuffer planes,
            long firstWord,
            DeviceMap map,
            int block,
            int row,
            int rows,
            int channels) {
        int width = map.shape().width(), height = map.shape().height();
        NDRange range = NDRange.of(Tuning.GROUP, width, rows, MapLayout.blocks(channels, MapLayout.BLOCK));
        kernel.run(range, planes, map, firstWord, width, height, block, row, rows, channels);
    }

    private static void forEachPiece(DeviceMap map, Piece piece) {
        int lanes = map.layout().lanes();
        int channels = map.shape().channels();
        int height = map.shape().height();
        int across = channelsOfPiece(map);
        int down = rowsOfPiece(map);
        for (int channel = 0; channel < channels; channel += across)
            for (int row = 0; row < height; row += down)
                piece.move(channel / lanes, Math.min(across, channels - channel), row, Math.min(down, height - row));
    }

    /** The channels of one block, or of several if all their rows fit into one piece. */
    private static int channelsOfPiece(DeviceMap map) {
        int lanes = map.layout().lanes();
        long most = Math.min(PIECE, Math.max(SMALL, map.shape().size() / PIECES));
        long blocks = most / (lanes * map.shape().pixels());
        return (int) Math.min(map.shape().channels(), Math.max(1, blocks) * lanes);
    }

    private static int rowsOfPiece(DeviceMap map) {
        int rows = PIECE / map.layout().lanes() / map.shape().width();
        return Math.max(1, Math.min(rows, map.shape().height()));
    }

    private static long words(DeviceMap map, int channels, int rows) {
        return (long) channels * rows * map.shape().width();
    }

    private static long planarOffset(DeviceMap map, int channel, int row) {
        return channel * map.shape().pixels() + words(map, 1, row);
    }
}
