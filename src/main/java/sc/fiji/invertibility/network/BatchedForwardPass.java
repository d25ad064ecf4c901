package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Computes a layer's activations for many preprocessed images of one size, from the heap to the heap, with as many
 * images at a time as suit the engine. While the device works on some images, the next ones are prepared and uploaded,
 * and the results of the previous ones are downloaded. The network's filters stay on the device. Images that are too
 * large for the device as a whole go through a {@link TiledForwardPass}, one after the other.
 */
public final class BatchedForwardPass implements AutoCloseable {

    private final Engine engine;
    private final ForwardPass pass;
    private final long deviceLimit;
    private final Scope kept = new Scope();
    private final PackedBanks banks;

    /** A pass that takes roughly a number of bytes of the device for maps, as {@link TiledForwardPass} does. */
    BatchedForwardPass(Engine engine, ForwardPass pass, long deviceLimit) {
        this.engine = engine;
        this.pass = pass;
        this.deviceLimit = deviceLimit;
        this.banks = new PackedBanks(engine, pass.network(), kept);
    }

    /**
     * A pass that takes at most about 1 GiB of the device.
     *
     * @param engine where to compute; stays open
     * @param pass the layers to apply
     * @return the pass, to be closed after the last image
     */
    public static BatchedForwardPass of(Engine engine, ForwardPass pass) {
        return new BatchedForwardPass(engine, pass, ForwardMemory.MOST_OF_DEVICE);
    }

    /**
     * Computes the activations of images of one size.
     *
     * @param count how many images, ≥ 0
     * @param images returns each preprocessed image by its index, with the axes (x, y, channel); called once for each,
     *     in order, several images ahead of the results
     * @param results receives the activations and the index of each image, in order; the axes are (x, y, filter)
     * @param monitors returns the monitor for the images from a given index on
     * @throws IllegalArgumentException if an image has a different number of channels than the network, is too small,
     *     or the sizes differ
     * @throws java.util.concurrent.CancellationException if a monitor was cancelled
     * @throws OutOfDeviceMemory if not even the smallest tiles fit
     */
    public void run(
            int count,
            IntFunction<? extends RandomAccessibleInterval<FloatType>> images,
            ObjIntConsumer<Img<FloatType>> results,
            IntFunction<Monitor> monitors) {
        Chunk waiting = null;
        try {
            int most = 1;
            for (int first = 0; first < count; ) {
                List<RandomAccessibleInterval<FloatType>> some = new ArrayList<>();
                some.add(images.apply(first));
                if (first == 0) most = together(some.get(0));
                for (int i = first + 1; i < Math.min(count, first + most); i++) some.add(images.apply(i));
                Chunk next = most == 0 ? null : start(first, some, monitors.apply(first));
                Chunk done = waiting;
                waiting = next;
                if (done != null) bringBack(done, results);
                if (next == null) {
                    most /= 2;
                    for (int i = 0; i < some.size(); i++)
                        results.accept(inTiles(some.get(i), monitors.apply(first + i)), first + i);
                }
                first += some.size();
            }
            if (waiting != null) bringBack(waiting, results);
        } finally {
            if (waiting != null) waiting.owner.close();
        }
    }

    /** Images whose activations are computed together, or have been. */
    private record Chunk(int first, Pending<List<Img<FloatType>>> activations, Scope owner) {}

    /** The number of images that go through the device at a time; 0 if they have to be processed in tiles. */
    private int together(RandomAccessibleInterval<FloatType> image) {
        Shape shape = Shape.of(image);
        pass.output(shape);
        ForwardMemory memory = memory();
        return Math.min(engine.batch(memory.largestMap(shape)), memory.images(shape));
    }

    /** Passes some images to the engine; returns null if it has too little memory. */
    private Chunk start(int first, List<RandomAccessibleInterval<FloatType>> images, Monitor monitor) {
        try (Scope local = new Scope()) {
            return Scope.handedOver(owner -> {
                PassContext position = new PassContext(engine, banks, memory().bytes(), monitor);
                List<FeatureMap> activations = pass.run(position, owner, engine.uploadAll(local, images));
                return new Chunk(first, owner.own(engine.startDownload(activations)), owner);
            });
        } catch (OutOfDeviceMemory e) {
            monitor.progress(0, "the device has too little memory for whole images");
            return null;
        }
    }

    private void bringBack(Chunk chunk, ObjIntConsumer<Img<FloatType>> results) {
        try (chunk.owner) {
            List<Img<FloatType>> activations = chunk.activations.get();
            for (int i = 0; i < activations.size(); i++) results.accept(activations.get(i), chunk.first + i);
        }
    }

    private Img<FloatType> inTiles(RandomAccessibleInterval<FloatType> image, Monitor monitor) {
        return new TiledForwardPass(engine, pass, deviceLimit).activations(image, monitor);
    }

    private ForwardMemory memory() {
        return ForwardMemory.of(pass.layers(), engine.device(), deviceLimit);
    }

    @Override
    public void close() {
        kept.close();
    }
}
