package sc.fiji.invertibility.invert;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Span;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * The units of small windows, one at a random position in each cell of a grid over the image. The windows are laid out
 * side by side, and filtered and pooled together.
 */
final class CutoffSample {

    /** Roughly the number of activations across a window. */
    private static final int SIDE = 8;

    /** The sample is this fraction of the image, within bounds. */
    private static final int PART = 32;

    private static final int FEWEST_WINDOWS = 64, MOST_WINDOWS = 8192;

    /** A value and a switch. */
    private static final int BYTES_OF_UNIT = 8;

    private final Engine engine;
    private final PackedFilters w;
    private final FilterBank bank;
    private final PoolingModel model;
    private final int side;
    private final int pitch;
    private final int across;
    private final List<Place> positions;

    /**
     * @param w the bank, without padding
     * @param bank W, with the padding that the tiles were made for
     */
    CutoffSample(Engine engine, PackedFilters w, FilterBank bank, PoolingModel model, TileGrid grid) {
        this.engine = engine;
        this.w = w;
        this.bank = bank;
        this.model = model;
        int block = model.block();
        side = Math.max(1, SIDE / block) * block;
        int reach = (side - 1) * bank.stride() + Math.max(bank.height(), bank.width());
        int step = block * bank.stride();
        pitch = (reach + step - 1) / step * block;
        TileGrid.Tile tile = grid.tiles().get(0);
        across = Math.max(1, (int) Math.sqrt((double) tile.width() * tile.height()) / pitch);
        positions = positions(grid.activations());
    }

    /** The position of a window's first activation. */
    private record Place(int x, int y) {}

    /** Bytes of the device that the result of a step takes for all windows. */
    long bytes() {
        long activations = (long) positions.size() * pitch * pitch;
        return BYTES_OF_UNIT * LayerMemory.lanes(bank.filters()) * activations / ((long) model.block() * model.block());
    }

    /** Computes a step in the windows; the result must be closed. */
    SampledStep of(TileStep step) {
        return Scope.handedOver(owner -> {
            SampledStep sampled = owner.own(new SampledStep(engine));
            for (int first = 0; first < positions.size(); first += across * across)
                add(
                        sampled,
                        step,
                        first / (across * across),
                        positions.subList(first, Math.min(positions.size(), first + across * across)));
            return sampled;
        });
    }

    private void add(SampledStep sampled, TileStep step, int index, List<Place> some) {
        try (Scope local = new Scope()) {
            FeatureMap x = engine.upload(local, mosaic(step.gradient(), some));
            PooledCode before = step.z() == null ? null : step.z().mosaic(local, index);
            PooledCode next = engine.poolStep(
                    sampled.scope(), before, (float) step.mu(), x, w, model.pooling(), model.unpooling());
            sampled.add(next, cut(engine.download(next.values()), some.size()));
        }
    }

    private List<Place> positions(Shape h) {
        if (h.height() < side || h.width() < side) return List.of();
        double wanted = Math.max(FEWEST_WINDOWS, Math.min(MOST_WINDOWS, h.pixels() / (PART * (double) pitch * pitch)));
        double cell = Math.max(side, Math.sqrt(h.pixels() / wanted));
        int down = (int) (h.height() / cell), wide = (int) (h.width() / cell);
        SplittableRandom random = new SplittableRandom(1);
        List<Place> chosen = new ArrayList<>();
        for (int i = 0; i < Math.max(1, down); i++)
            for (int j = 0; j < Math.max(1, wide); j++)
                chosen.add(new Place(within(random, j, wide, h.width()), within(random, i, down, h.height())));
        return chosen;
    }

    /** Where a window begins in the i-th of the cells that divide a length, at a whole block. */
    private int within(SplittableRandom random, int i, int cells, int length) {
        double cell = length / (double) Math.max(1, cells);
        int start = (int) (i * cell + random.nextDouble() * Math.max(0, cell - side));
        return Math.min(start, length - side) / model.block() * model.block();
    }

    private Img<FloatType> mosaic(TiledGradient x, List<Place> some) {
        int cell = pitch * bank.stride();
        int width = Math.min(across, some.size()) * cell, height = (some.size() + across - 1) / across * cell;
        Span own = new Span(0, side);
        int reachX = bank.columns().inputs(own).length(),
                reachY = bank.rows().inputs(own).length();
        int channels = x.channels();
        float[] values = new float[Math.multiplyExact(channels, width * height)];
        float[] window = new float[channels * reachX * reachY];
        for (int i = 0; i < some.size(); i++) {
            int left = some.get(i).x(), top = some.get(i).y();
            x.copyWindow(
                    bank.columns().inputs(new Span(left, left + side)),
                    bank.rows().inputs(new Span(top, top + side)),
                    window);
            for (int c = 0; c < channels; c++)
                for (int row = 0; row < reachY; row++)
                    System.arraycopy(
                            window,
                            (c * reachY + row) * reachX,
                            values,
                            (c * height + i / across * cell + row) * width + i % across * cell,
                            reachX);
        }
        return ArrayImgs.floats(values, width, height, channels);
    }

    private List<float[]> cut(Img<FloatType> pooled, int windows) {
        int wide = side / model.block(), step = pitch / model.block(), channels = (int) pooled.dimension(2);
        int[] size = {wide, wide, channels};
        PrimitiveBlocks<FloatType> blocks = PrimitiveBlocks.of(pooled);
        List<float[]> units = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            float[] values = new float[wide * wide * channels];
            blocks.copy(new long[] {(long) i % across * step, (long) i / across * step, 0}, values, size);
            units.add(values);
        }
        return units;
    }
}
