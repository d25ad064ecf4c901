package sc.fiji.invertibility.compute.opencl;

import java.nio.Buffer;

/**
 * Moves planes between heap and device, some rows at a time, so that neither side needs a second copy
 * of a large map. The planes of a blocked map are interleaved on the device.
 */
final class Planes {

    /** Gives the words of some rows of some channels, plane after plane. */
    @FunctionalInterface
    interface Source {
        Buffer rows(int channel, int channels, int row, int rows);
    }

    /** Takes the words of some rows of some channels, which lie in the buffer that was passed along with it. */
    @FunctionalInterface
    interface Sink {
        void take(int channel, int channels, int row, int rows);
    }

    /** What is done with a piece of a block: its first channel, channels, first row and rows. */
    @FunctionalInterface
    private interface Piece {
        void move(int block, int channels, int row, int rows);
    }

    /** Words of one piece on the device: 16 MiB. */
    private static final int PIECE = 1 << 22;

    private final DeviceContext device;
    private final DeviceMemory memory;

    Planes(DeviceContext device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /** {@return words that are moved at a time, at most} */
    int pieceWords(DeviceMap map) {
        return Math.multiplyExact(
                map.layout().lanes(), rowsOfPiece(map) * map.shape().width());
    }

    void upload(DeviceMap map, Source source) {
        if (!map.layout().blocked()) {
            forEachPiece(
                    map,
                    (block, channels, row, rows) -> map.buffer()
                            .write(source.rows(block, 1, row, rows), planarOffset(map, block, row), words(map, rows)));
            return;
        }
        try (DeviceBuffer staged = memory.take(stagingWords(map))) {
            Kernel toBlock = device.kernel("to_block");
            forEachPiece(map, (block, channels, row, rows) -> {
                Buffer words = source.rows(block * Layout.BLOCK, channels, row, rows);
                staged.write(words, 0, channels * words(map, rows));
                interleave(toBlock, staged, map, block, row, rows, channels);
            });
        }
    }

    void download(DeviceMap map, Buffer target, Sink sink) {
        if (!map.layout().blocked()) {
            forEachPiece(map, (block, channels, row, rows) -> {
                map.buffer().read(target, planarOffset(map, block, row), words(map, rows));
                sink.take(block, 1, row, rows);
            });
            return;
        }
        try (DeviceBuffer staged = memory.take(stagingWords(map))) {
            Kernel fromBlock = device.kernel("from_block");
            forEachPiece(map, (block, channels, row, rows) -> {
                interleave(fromBlock, staged, map, block, row, rows, channels);
                staged.read(target, 0, channels * words(map, rows));
                sink.take(block * Layout.BLOCK, channels, row, rows);
            });
        }
    }

    private void interleave(
            Kernel kernel, DeviceBuffer staged, DeviceMap map, int block, int row, int rows, int channels) {
        int width = map.shape().width();
        kernel.run(
                Range.of(device.tuning().group(), width, rows),
                staged,
                map.buffer(),
                width,
                map.shape().height(),
                block,
                row,
                rows,
                channels);
    }

    private static void forEachPiece(DeviceMap map, Piece piece) {
        int lanes = map.layout().lanes();
        int height = map.shape().height();
        int step = rowsOfPiece(map);
        for (int block = 0; block < map.layout().blocks(); block++) {
            int channels = Math.min(lanes, map.shape().channels() - block * lanes);
            for (int row = 0; row < height; row += step) piece.move(block, channels, row, Math.min(step, height - row));
        }
    }

    private static int rowsOfPiece(DeviceMap map) {
        int rows = PIECE / map.layout().lanes() / map.shape().width();
        return Math.max(1, Math.min(rows, map.shape().height()));
    }

    private static long stagingWords(DeviceMap map) {
        return (long) Layout.BLOCK * rowsOfPiece(map) * map.shape().width();
    }

    private static long words(DeviceMap map, int rows) {
        return (long) rows * map.shape().width();
    }

    private static long planarOffset(DeviceMap map, int channel, int row) {
        return channel * map.shape().pixels() + words(map, row);
    }
}
