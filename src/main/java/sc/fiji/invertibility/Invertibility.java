package sc.fiji.invertibility;

import ij.ImagePlus;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.parallel.Parallelization;
import net.imglib2.type.numeric.RealType;
import org.scijava.util.VersionUtils;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.ImageInversion;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.PlaneInversion;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.invert.LayerReconstruction;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/**
 * Reconstructs images from what one convolutional layer keeps of them after max pooling:
 *
 * <pre>{@code
 * var result = Invertibility.layer(GaussianFilters.unitNorm(64, 3, 5, 1)).pool(2).keep(25).normalised(10).invert(imp);
 * result.reconstruction().show();
 * }</pre>
 *
 * <p>This is the command <em>Reconstruct From Layer...</em> for Java and scripts, with the same defaults and results. A
 * value: every method returns a changed copy, which may be kept, shared between threads, and used for many images.
 * ImgLib2's {@link Parallelization} limits the threads of the Java engine.
 */
public final class Invertibility {

    private static final PoolingModel PAIRS = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 100);

    private final FilterBank bank;
    private final PoolingModel model;
    private final InversionSettings settings;
    private final Execution execution;
    private final boolean exact;

    /** Where and how the work is done; an engine of the caller's, or else a device. */
    private record Execution(String device, Engine engine, Consumer<String> warnings, Monitor monitor) {

        <R> R compute(Function<Engine, R> work) {
            return engine == null ? new EngineChoice(warnings).compute(device, work) : work.apply(engine);
        }
    }

    private static final InversionSettings ITERATED =
            new InversionSettings(10, StepRule.NORMALISED, Scaling.NONE, 0, false);

    private Invertibility(
            FilterBank bank, PoolingModel model, InversionSettings settings, Execution execution, boolean exact) {
        this.bank = bank;
        this.model = model;
        this.settings = settings;
        this.execution = execution;
        this.exact = exact;
    }

    /**
     * A layer with pooling of 2×2 blocks, all of whose winners are kept, and ten normalised iterations on the best
     * device of this machine.
     *
     * @param bank W, with as many channels as the images, and filters of about unit norm, see
     *     {@link FilterBank#normalised}; biases are not used
     * @return the inversion of that layer
     */
    public static Invertibility layer(FilterBank bank) {
        Execution execution = new Execution(Engines.AUTO, null, System.err::println, Monitor.NONE);
        return new Invertibility(bank, PAIRS, ITERATED, execution, false);
    }

    /**
     * Returns an inversion with other blocks.
     *
     * @param block s ≥ 1: one of s×s activations is kept
     * @return the changed inversion
     */
    public Invertibility pool(int block) {
        return with(new PoolingModel(block, model.activation(), model.unpooling(), model.keep()));
    }

    /**
     * Returns an inversion that keeps more or fewer of the pooled units.
     *
     * @param percentage how many of them, (0, 100]: the largest of the whole image
     * @return the changed inversion
     */
    public Invertibility keep(double percentage) {
        return with(new PoolingModel(model.block(), model.activation(), model.unpooling(), percentage));
    }

    /**
     * Returns an inversion by iterations of Algorithm 1 with μ = 1. More than one diverges for many banks.
     *
     * @param iterations ≥ 1; one is the feed-forward layer and Wᵀ
     * @return the changed inversion
     */
    public Invertibility iterations(int iterations) {
        return with(iterations, StepRule.UNIT, settings.scaling(), settings.switchImage());
    }

    /**
     * Returns an inversion by iterations with the step of Blumensath and Davies (2010), with which the error never
     * grows, whatever the bank. That it vanishes is not guaranteed: it depends on the bank and on what is kept.
     *
     * @param iterations ≥ 1
     * @return the changed inversion
     */
    public Invertibility normalised(int iterations) {
        return with(iterations, StepRule.NORMALISED, settings.scaling(), settings.switchImage());
    }

    /**
     * Returns an inversion by hard thresholding pursuit (Foucart 2011): each iteration also fits the kept values to the
     * image by least squares. The error never grows; an iteration takes about as long as five others. Without ReLU it
     * is ahead in a short time; with few units kept, many normalised iterations come closer in the end.
     *
     * @param iterations ≥ 1
     * @return the changed inversion
     */
    public Invertibility pursuit(int iterations) {
        return with(iterations, StepRule.PURSUIT, settings.scaling(), settings.switchImage());
    }

    /**
     * Returns an inversion with another activation function.
     *
     * @param activation what precedes the pooling; none, unless this is called
     * @return the changed inversion
     */
    public Invertibility withActivation(Activation activation) {
        return with(new PoolingModel(model.block(), activation, model.unpooling(), model.keep()));
    }

    /**
     * Returns an inversion that puts the kept units back elsewhere.
     *
     * @param unpooling where; at their switches, unless this is called
     * @return the changed inversion
     */
    public Invertibility withUnpooling(Unpooling unpooling) {
        return with(new PoolingModel(model.block(), model.activation(), unpooling, model.keep()));
    }

    /**
     * Returns an inversion whose result is scaled in another way.
     *
     * @param scaling how; not at all, unless this is called
     * @return the changed inversion
     */
    public Invertibility withScaling(Scaling scaling) {
        return with(settings.iterations(), settings.step(), scaling, settings.switchImage());
    }

    /** {@return an inversion that also returns the switches of each single filter} */
    public Invertibility withFilterSwitches() {
        return with(settings.iterations(), settings.step(), settings.scaling(), true);
    }

    /** {@return an inversion that makes 32-bit ImageJ images, instead of rounding and clamping to the image's type} */
    public Invertibility withExactValues() {
        return new Invertibility(bank, model, settings, execution, true);
    }

    /**
     * Returns an inversion on another device. It is opened for each call of {@code invert}, and closed again.
     *
     * @param device {@value Engines#AUTO}, {@value Engines#JAVA}, or a name that {@link Engines#list} gives
     * @return the changed inversion
     */
    public Invertibility withDevice(String device) {
        return with(new Execution(device, null, execution.warnings, execution.monitor));
    }

    /**
     * Returns an inversion on an engine of the caller's, which saves opening one for every image.
     *
     * @param engine where to compute; stays open
     * @return the changed inversion
     */
    public Invertibility withEngine(Engine engine) {
        return with(new Execution(execution.device, engine, execution.warnings, execution.monitor));
    }

    /**
     * Returns an inversion that reports its progress.
     *
     * @param monitor receives the progress, and may stop the work
     * @return the changed inversion
     */
    public Invertibility withMonitor(Monitor monitor) {
        return with(new Execution(execution.device, execution.engine, execution.warnings, monitor));
    }

    /**
     * Returns an inversion that warns elsewhere than on standard error.
     *
     * @param warnings receives one sentence for each device that is not used although it was to be
     * @return the changed inversion
     */
    public Invertibility withWarnings(Consumer<String> warnings) {
        return with(new Execution(execution.device, execution.engine, warnings, execution.monitor));
    }

    /**
     * Reconstructs an ImageJ image, or the rectangle of its selection: each z and t on its own.
     *
     * @param image an 8-, 16- or 32-bit or RGB image; not changed
     * @return images and a table, none of them shown
     * @throws IllegalArgumentException if there is no image, the layer does not fit it, a value is not finite, or the
     *     device cannot be used
     * @throws CancellationException if the monitor stopped the work
     * @throws OutOfDeviceMemory if not even small tiles fit onto the device
     */
    public ImageReconstruction invert(ImagePlus image) {
        InputImage input = InputImage.of(image);
        return execution.compute(engine -> new ImageInversion(engine, bank, model, settings)
                .reconstruct(input, exact, made(input, engine.device()), execution.monitor));
    }

    /**
     * Reconstructs an ImgLib2 image. Integers of at most 16 bits are scaled by the range of their type, other values by
     * their minimum and maximum, and each channel's mean is removed, as for ImageJ images; both are undone in the
     * result.
     *
     * @param image an image with the axes (x, y) or (x, y, channel); not changed
     * @param <T> the type of its values
     * @return the reconstruction with the axes (x, y, channel) from 0; the values of the image and of the error images
     *     are in the unit of the given image
     * @throws IllegalArgumentException if the image has other axes or no pixels, the layer does not fit it, a value is
     *     not finite, or the device cannot be used
     * @throws CancellationException if the monitor stopped the work
     * @throws OutOfDeviceMemory if not even small tiles fit onto the device
     */
    public <T extends RealType<T>> LayerReconstruction invert(RandomAccessibleInterval<T> image) {
        return execution.compute(engine -> new PlaneInversion(LayerInversion.of(engine, bank, model, settings))
                .reconstruct(image, execution.monitor));
    }

    private Invertibility with(PoolingModel changed) {
        return new Invertibility(bank, changed, settings, execution, exact);
    }

    private Invertibility with(int iterations, StepRule step, Scaling scaling, boolean filterSwitches) {
        InversionSettings changed =
                new InversionSettings(iterations, step, scaling, settings.tolerance(), filterSwitches);
        return new Invertibility(bank, model, changed, execution, exact);
    }

    private Invertibility with(Execution changed) {
        return new Invertibility(bank, model, settings, changed, exact);
    }

    private Provenance made(InputImage input, Device device) {
        return Provenance.empty()
                .with("made by", "CNN Invertibility " + VersionUtils.getVersion(Invertibility.class))
                .with("image", input.image().getTitle())
                .with("filters", bank.filters() + "×" + bank.channels() + "×" + bank.height() + "×" + bank.width())
                .with("stride", bank.stride())
                .with("activation", model.activation())
                .with("pool", model.block())
                .with("unpooling", model.unpooling())
                .with("keep", model.keep())
                .with("iterations", settings.iterations())
                .with("step", settings.step())
                .with("scaling", settings.scaling())
                .with("exact", exact)
                .with("device", device.name() + " (" + device.type() + ")");
    }
}
