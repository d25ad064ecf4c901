package sc.fiji.invertibility.invert;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * Units of small windows, one at a random place in each cell of a grid over the image. The windows are laid side by
 * side, filtered and pooled together.
 */
final class CutoffSample {

    /** About how many activations of a window lie beside one another. */
    private static final int SIDE = 8;

    /** The sample is this part of the image, within bounds. */
    private static final int PART = 32;

    private static final int FEWEST_WINDOWS = 64, MOST_WINDOWS = 8192;

    private final FilterBank bank;
    private final PoolingModel model;
    private final TileGrid grid;
    private final int side;
    private final int pitch;
    private final int across;

    /**
     * @param bank W, with the padding that the tiles were made for
     */
    CutoffSample(FilterBank bank, PoolingModel model, TileGrid grid) {
        this.bank = bank;
        this.model = model;
        this.grid = grid;
        int block = model.block();
        side = Math.max(1, SIDE / block) * block;
        int reach = (side - 1) * bank.stride() + Math.max(bank.height(), bank.width());
        int step = block * bank.stride();
        pitch = (reach + step - 1) / step * block;
        TileGrid.Tile tile = grid.tiles().get(0);
        across = Math.max(1, (int) Math.sqrt((double) tile.width() * tile.height()) / pitch);
    }

    /** A window's first activation. */
    record Place(int x, int y) {}

    /**
     * Gives the pooled values z + μg of each window, where g is W of a signal.
     *
     * @param w the bank, without padding
     * @param signal x, or what is left of it
     * @param z the code, or null for zero
     * @return an array a window, none if the image is smaller than one
     */
    List<float[]> units(Engine engine, PackedFilters w, double mu, Signal signal, TiledCode z) {
        List<Place> places = places();
        List<float[]> units = new ArrayList<>();
        for (int first = 0; first < places.size(); first += across * across) {
            List<Place> some = places.subList(first, Math.min(places.size(), first + across * across));
            try (Scope scope = new Scope()) {
                FeatureMap g =
                        engine.convolve(scope, engine.upload(scope, mosaic(signal, some)), w, Rectification.NONE);
                Pooled before = z == null ? null : engine.uploadCode(scope, code(z, some, g.shape()));
                Pooled next = engine.poolStep(scope, before, (float) mu, g, model.pooling(), model.unpooling());
                units.addAll(cut(engine.download(next.values()), some.size()));
            }
        }
        return units;
    }

    private Code code(TiledCode z, List<Place> places, Shape activations) {
        return SampledCode.of(z, grid, model.pooling(), places, side, pitch, across, activations);
    }

    private List<Place> places() {
        Shape h = grid.activations();
        if (h.height() < side || h.width() < side) return List.of();
        double wanted = Math.max(FEWEST_WINDOWS, Math.min(MOST_WINDOWS, h.pixels() / (PART * (double) pitch * pitch)));
        double cell = Math.max(side, Math.sqrt(h.pixels() / wanted));
        int down = (int) (h.height() / cell), wide = (int) (h.width() / cell);
        SplittableRandom random = new SplittableRandom(1);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < Math.max(1, down); i++)
            for (int j = 0; j < Math.max(1, wide); j++)
                places.add(new Place(within(random, j, wide, h.width()), within(random, i, down, h.height())));
        return places;
    }

    /** Where a window begins in the i-th of some cells of a length, at a whole block. */
    private int within(SplittableRandom random, int i, int cells, int length) {
        double cell = length / (double) Math.max(1, cells);
        int start = (int) (i * cell + random.nextDouble() * Math.max(0, cell - side));
        return Math.min(start, length - side) / model.block() * model.block();
    }

    private Img<FloatType> mosaic(Signal x, List<Place> places) {
        int cell = pitch * bank.stride();
        int width = Math.min(across, places.size()) * cell, height = (places.size() + across - 1) / across * cell;
        int reachX = (side - 1) * bank.stride() + bank.width(), reachY = (side - 1) * bank.stride() + bank.height();
        int channels = x.shape().channels();
        float[] values = new float[Math.multiplyExact(channels, width * height)];
        float[] window = new float[channels * reachX * reachY];
        for (int i = 0; i < places.size(); i++) {
            int left = places.get(i).x() * bank.stride() - bank.padding().x();
            int top = places.get(i).y() * bank.stride() - bank.padding().y();
            x.copyWindow(left, top, reachX, reachY, window);
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
