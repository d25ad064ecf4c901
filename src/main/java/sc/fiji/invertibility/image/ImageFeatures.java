package sc.fiji.invertibility.image;

import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FreeHeap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.BatchedForwardPass;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * A layer's activations for every z and t of an ImageJ image.
 *
 * @param pass from the image to the layer
 * @param preprocessing how the network's input is preprocessed
 * @param resize how the image is resized first
 * @param upsampled whether the activations are interpolated to the image's size
 */
public record ImageFeatures(ForwardPass pass, Preprocessing preprocessing, ImageNetResize resize, boolean upsampled) {

    /**
     * Checks that the options are compatible.
     *
     * @param pass from the image to the layer
     * @param preprocessing how the network's input is preprocessed
     * @param resize how the image is resized first
     * @param upsampled whether the activations are interpolated to the image's size
     */
    public ImageFeatures {
        if (upsampled && resize != ImageNetResize.NONE)
            throw new IllegalArgumentException(
                    "upsample: a cropped image has no features at its borders, expected resize 'None', but got '"
                            + resize.label() + "'");
    }

    /**
     * Computes the activations.
     *
     * @param engine where to compute
     * @param image the image, prepared for the network
     * @param made how the result was made, for its info
     * @param monitor receives the progress, and may stop the work
     * @return a 32-bit stack, not shown, with one slice per filter; for several z or t, one channel per filter
     * @throws IllegalArgumentException if the image is too small, or the stack too large for the heap
     * @throws java.util.concurrent.CancellationException if the monitor stopped the work
     */
    public ImagePlus of(Engine engine, NetworkInput image, Provenance made, Monitor monitor) {
        InputImage input = image.input();
        long width = resize.width(input.width(), input.height()), height = resize.height(input.width(), input.height());
        Shape output = pass.output(new Shape(pass.network().architecture().channels(), (int) height, (int) width));
        if (upsampled) output = new Shape(output.channels(), input.height(), input.width());
        requireHeap(output, input.planes());
        FeatureSlices slices = new FeatureSlices(
                input, pass.last().name(), output.channels(), upsampled ? FeatureGrid.PIXELS : grid(input));
        int channels = output.channels();
        try (BatchedForwardPass network = BatchedForwardPass.of(engine, pass)) {
            network.run(
                    input.planes(),
                    plane -> {
                        monitor.check();
                        return preprocessing.apply(resize.apply(image.plane(input.z(plane), input.t(plane))));
                    },
                    (activations, plane) -> {
                        for (int k = 0; k < channels; k++) {
                            RandomAccessibleInterval<FloatType> map = Views.hyperSlice(activations, 2, k);
                            if (upsampled) map = grid(input).upsampled(map, input.width(), input.height());
                            slices.put(input.z(plane), input.t(plane), k, map);
                        }
                    },
                    plane -> PlaneMonitor.of(monitor, input, input.z(plane), input.t(plane)));
        }
        ImagePlus result = slices.image(input.name() + "-" + pass.last().name());
        made.writeTo(result, input.image());
        return result;
    }

    private FeatureGrid grid(InputImage input) {
        double pixel = resize.pixelSize(input.width(), input.height());
        double left = resize.left(input.width(), input.height()), top = resize.top(input.width(), input.height());
        return new FeatureGrid(
                (pass.centreX() + left + 0.5) * pixel - 0.5,
                (pass.centreY() + top + 0.5) * pixel - 0.5,
                pass.stride() * pixel);
    }

    /** Checked before the work, not after it. */
    private static void requireHeap(Shape output, int planes) {
        long free = FreeHeap.now();
        long needed = Float.BYTES * output.size() * planes;
        if (needed > free)
            throw new IllegalArgumentException("image: its features, " + planes + " × " + output + " values, take "
                    + (needed >> 20) + " MiB, but only " + (free >> 20)
                    + " MiB of memory are free; select a part of the image, or a layer with fewer activations");
    }
}
