package sc.fiji.invertibility.compute.java;

/**
 * Correlation with 3×3 filters, 4×4 outputs at a time, by 36 matrix products instead of 144: a strip of tiles is
 * transformed, multiplied position by position, and transformed back. A row of a product holds one output of many tiles
 * or, for small maps, all outputs of one tile: whichever is longer.
 */
final class WinogradF4x4 {

    /** Tiles per strip: the rows of three inputs and three outputs fit into the first-level cache. */
    private static final int STRIP = 800;

    /** Positions of a transformed tile. */
    static final int POSITIONS = WinogradVariant.F4X4_TILE_ROWS.positions();

    private static final int INPUTS = TransformF4x4.INPUTS;

    private static final int OUTPUTS = TransformF4x4.OUTPUTS;

    private final HeapMemory memory;
    private final WorkerPool workers;

    WinogradF4x4(HeapMemory memory, WorkerPool workers) {
        this.memory = memory;
        this.workers = workers;
    }

    /**
     * Fills a map.
     *
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if a strip does not fit into memory; nothing is written
     *     in that case
     */
    void apply(WinogradWeights filters, HeapMap input, HeapMap output, float[] bias, boolean rectify) {
        int columns = WinogradTiles.covering(output.width());
        int count = Math.multiplyExact(columns, WinogradTiles.covering(output.height()));
        int most = OutputTile.evenly(count, STRIP);
        float least = rectify ? 0 : Float.NEGATIVE_INFINITY;
        try (WinogradScratch scratch = WinogradScratch.of(memory, filters, most)) {
            for (int first = 0; first < count; first += most) {
                WinogradTiles tiles = new WinogradTiles(first, Math.min(most, count - first), columns);
                workers.forEach(
                        filters.wide() ? tiles.count() : filters.inputs(),
                        () -> WinogradScratch.values(scratch.transformed()),
                        (values, row) -> read(filters, tiles, input, row, values, scratch));
                scratch.multiply(workers);
                workers.forEach(
                        filters.wide() ? tiles.count() : filters.outputs(),
                        () -> WinogradScratch.values(scratch.products()),
                        (values, row) -> write(filters, tiles, output, row, values, scratch, bias, least));
            }
        }
    }

    /** Transforms one input of all tiles, or all inputs of one tile. */
    private static void read(
            WinogradWeights filters,
            WinogradTiles tiles,
            HeapMap map,
            int row,
            float[][] values,
            WinogradScratch scratch) {
        for (int j = 0; j < INPUTS; j++) {
            for (int i = 0; i < INPUTS; i++) {
                float[] read = values[POSITIONS + i];
                int dy = i - filters.paddingY(), dx = j - filters.paddingX();
                if (filters.wide()) read(map, tiles.y(row) + dy, tiles.x(row) + dx, read);
                else tiles.read(map, row, dy, dx, read);
            }
            TransformF4x4.input(values, POSITIONS, 1, values, j, INPUTS);
        }
        int stride = scratch.inputRows();
        for (int i = 0; i < INPUTS; i++)
            TransformF4x4.input(
                    values, i * INPUTS, 1, scratch.transformed().planes(), row + i * INPUTS * stride, stride);
    }

    private static void read(HeapMap map, int y, int x, float[] values) {
        boolean inside = y >= 0 && y < map.height() && x >= 0 && x < map.width();
        float[][] planes = map.planes();
        int at = y * map.width() + x;
        for (int channel = 0; channel < planes.length; channel++) values[channel] = inside ? planes[channel][at] : 0;
    }

    private static void write(
            WinogradWeights filters,
            WinogradTiles tiles,
            HeapMap map,
            int row,
            float[][] values,
            WinogradScratch scratch,
            float[] bias,
            float least) {
        int stride = scratch.outputRows();
        for (int j = 0; j < INPUTS; j++)
            TransformF4x4.output(scratch.products().planes(), row + j * stride, INPUTS * stride, values, j, INPUTS);
        for (int i = 0; i < OUTPUTS; i++) {
            TransformF4x4.output(values, i * INPUTS, 1, values, POSITIONS, 1);
            for (int j = 0; j < OUTPUTS; j++) {
                float[] written = values[POSITIONS + j];
                if (filters.wide()) write(written, map, tiles.y(row) + i, tiles.x(row) + j, bias, least);
                else tiles.write(written, map, row, i, j, bias == null ? 0 : bias[row], least);
            }
        }
    }

    private static void write(float[] values, HeapMap map, int y, int x, float[] bias, float least) {
        if (y >= map.height() || x >= map.width()) return;
        float[][] planes = map.planes();
        int at = y * map.width() + x;
        for (int channel = 0; channel < planes.length; channel++)
            planes[channel][at] = Math.max(least, values[channel] + (bias == null ? 0 : bias[channel]));
    }
}
