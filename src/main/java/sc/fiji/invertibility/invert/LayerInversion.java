package sc.fiji.invertibility.invert;

import java.util.function.Consumer;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.MemoryBudget;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.IterativeHardThresholding;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/**
 * Reconstructs an input from what one layer's pooling keeps of it: x̂ = Wᵀ𝕄(Wx, k), and further iterations of Algorithm
 * 1. The model is linear: a bank's biases are not used.
 *
 * <p>Inputs that do not fit onto the device are processed in tiles with a halo, which gives the same result up to
 * rounding. If the device fails to allocate memory, smaller tiles are tried.
 */
public final class LayerInversion {

    /** The smallest tiles that are tried before giving up, in activations. */
    private static final int SMALLEST_TILE = 16;

    /** Who does not listen. */
    static final Consumer<IterationReport> NOBODY = report -> {};

    private final Engine engine;
    private final FilterBank bank;
    private final PoolingModel model;
    private final InversionSettings settings;
    private final long deviceLimit;

    private LayerInversion(
            Engine engine, FilterBank bank, PoolingModel model, InversionSettings settings, long deviceLimit) {
        this.engine = engine;
        this.bank = bank.withBias(null);
        this.model = model;
        this.settings = settings;
        this.deviceLimit = deviceLimit;
    }

    /**
     * An inversion that takes at most half of the unused memory, see {@link MemoryBudget}.
     *
     * @param engine where to compute; stays open
     * @param bank W, with filters of about unit norm
     * @param model the sparsity model
     * @param settings iterations, step and scaling
     * @return the inversion
     */
    public static LayerInversion of(Engine engine, FilterBank bank, PoolingModel model, InversionSettings settings) {
        return new LayerInversion(engine, bank, model, settings, Long.MAX_VALUE);
    }

    /** Takes roughly so many bytes of the device at most: less means smaller tiles, and fewer of them that are kept. */
    LayerInversion withDeviceLimit(long bytes) {
        return new LayerInversion(engine, bank, model, settings, bytes);
    }

    /**
     * Reconstructs an input.
     *
     * @param x the input with the axes (x, y, channel), scaled to a range of 1, each channel's mean removed; not to be
     *     changed meanwhile
     * @param monitor receives the progress
     * @return the reconstruction and what was measured
     * @throws IllegalArgumentException if the channels differ from the bank's, the input is smaller than
     *     a filter or a block, or a value of it is not finite
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws OutOfDeviceMemory if not even small tiles fit
     */
    public LayerReconstruction invert(RandomAccessibleInterval<FloatType> x, Monitor monitor) {
        return invert(x, monitor, NOBODY);
    }

    /**
     * Reconstructs an input, and reports each iteration as soon as it is measured.
     *
     * @param x as above
     * @param monitor receives the progress
     * @param listener is notified of every iteration, in the thread that computes; where tiles had to be made smaller,
     *     of those of the new attempt too
     * @return the reconstruction and what was measured
     * @throws IllegalArgumentException as above
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws OutOfDeviceMemory if not even small tiles fit
     */
    public LayerReconstruction invert(
            RandomAccessibleInterval<FloatType> x, Monitor monitor, Consumer<IterationReport> listener) {
        Shape input = Shape.of(x);
        check(input);
        FilterBank pooledBank = model.activation().bank(bank);
        MemoryPlan plan = plan(pooledBank, input);
        if (plan.isResident()) {
            try (ResidentLayer layer = new ResidentLayer(engine, bank, model, x)) {
                return run(layer, pooledBank, x, input, monitor, listener);
            } catch (OutOfDeviceMemory e) {
                monitor.progress(0, "the device has too little memory for the whole image, trying tiles");
            }
        }
        Signal signal = Signal.of(x);
        // Of an image of integers, the signal is a copy, which leaves less room on the heap.
        if (!plan.isResident()) plan = plan(pooledBank, input);
        long mostOnDevice = Long.MAX_VALUE;
        for (int side = plan.tileSide(); ; side = half(side)) {
            TileGrid grid = TileGrid.of(pooledBank, input, model.block(), side);
            CacheBudget device = new CacheBudget(Math.min(mostOnDevice, plan.roomOnDevice(grid)));
            monitor.progress(0, plan.describe(grid));
            try {
                return tiled(x, signal, pooledBank, plan, grid, device, monitor, listener);
            } catch (OutOfDeviceMemory e) {
                if (side <= Math.max(SMALLEST_TILE, model.block())) throw e;
                mostOnDevice = device.most() / 2;
                monitor.progress(0, "the device has too little memory for tiles of " + side + " pixels");
            }
        }
    }

    private MemoryPlan plan(FilterBank pooledBank, Shape input) {
        return new MemoryPlan(engine, pooledBank, model, input, keepsCode(), deviceLimit);
    }

    private LayerReconstruction tiled(
            RandomAccessibleInterval<FloatType> x,
            Signal signal,
            FilterBank pooledBank,
            MemoryPlan plan,
            TileGrid grid,
            CacheBudget device,
            Monitor monitor,
            Consumer<IterationReport> listener) {
        TileStore.Place storage = keepsCode()
                ? new TileStore.Place(engine, grid, model.pooling(), device, new CacheBudget(plan.roomOnHeap()))
                : null;
        try (TiledLayer layer = new TiledLayer(
                engine, pooledBank, model, settings, signal, grid, storage, plan.mostCandidates(), monitor)) {
            return run(layer, pooledBank, x, signal.shape(), layer.monitor(), listener);
        }
    }

    private <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> LayerReconstruction run(
            InvertibleLayer<X, G, Z> layer,
            FilterBank pooledBank,
            RandomAccessibleInterval<FloatType> x,
            Shape input,
            Monitor monitor,
            Consumer<IterationReport> listener) {
        try (IterationMeasurement<X, Z> measurement =
                new IterationMeasurement<>(layer, pooledBank, input, settings, monitor, listener)) {
            FiniteInput.require(measurement.inputSquaredNorm(), x);
            new IterativeHardThresholding(settings.iterations(), settings.step(), settings.tolerance())
                    .run(layer, measurement);
            return measurement.result();
        }
    }

    /** A single feed-forward iteration does not use its code again. */
    private boolean keepsCode() {
        return settings.iterations() > 1 || settings.step() != StepRule.UNIT;
    }

    private int half(int side) {
        return Math.max(1, side / 2 / model.block()) * model.block();
    }

    private void check(Shape input) {
        if (input.channels() != bank.channels())
            throw new IllegalArgumentException("the image's number of channels is " + input.channels()
                    + ", but the filters need " + bank.channels());
        int down = bank.outputHeight(input.height()), across = bank.outputWidth(input.width());
        String size = "the image of " + input.width() + "×" + input.height() + " pixels";
        if (down < 1 || across < 1)
            throw new IllegalArgumentException(
                    size + " is smaller than the filters of " + bank.width() + "×" + bank.height());
        if (settings.switchImage() && model.block() > SwitchImage.LARGEST_BLOCK)
            throw new IllegalArgumentException("switches of single filters can be shown for blocks of at most "
                    + SwitchImage.LARGEST_BLOCK + ", not " + model.block());
    }
}
