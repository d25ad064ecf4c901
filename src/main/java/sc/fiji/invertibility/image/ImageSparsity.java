package sc.fiji.invertibility.image;

import ij.ImagePlus;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.measure.SparsityLevel;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.LayerNonzeros;
import sc.fiji.invertibility.network.Preprocessing;

/** Measures layer-wise sparsity (tables 2 and 7) on ImageJ images, where each z and t counts as a separate image. */
public final class ImageSparsity implements AutoCloseable {

    private final LayerNonzeros nonzeros;
    private final int channels;
    private final Preprocessing preprocessing;
    private final ImageNetResize resize;
    private final NetworkInput.Scaling scaling;

    /**
     * Prepares the measurement of all layers on a way through a network; it is to be closed after the last image.
     *
     * @param engine where to compute; stays open
     * @param pass from the image to the last layer that is measured
     * @param preprocessing how the network's input is preprocessed
     * @param resize how images are resized first
     * @param scaling which values of images with more than 8 bits become 0 and 255
     */
    public ImageSparsity(
            Engine engine,
            ForwardPass pass,
            Preprocessing preprocessing,
            ImageNetResize resize,
            NetworkInput.Scaling scaling) {
        this.nonzeros = LayerNonzeros.of(engine, pass);
        this.channels = pass.network().architecture().channels();
        this.preprocessing = preprocessing;
        this.resize = resize;
        this.scaling = scaling;
    }

    /**
     * Adds an image, all of its planes or none.
     *
     * @param before the measurements so far
     * @param name the image's name
     * @param image the image, or the rectangle of its selection
     * @param monitor receives the progress, and may stop the work
     * @return the measurements including it
     * @throws IllegalArgumentException if the network cannot process the image; the message is a sentence
     * @throws java.util.concurrent.CancellationException if the monitor stopped the work
     */
    public SparsityLevel plus(SparsityLevel before, String name, ImagePlus image, Monitor monitor) {
        NetworkInput input = NetworkInput.of(InputImage.of(image), scaling, channels);
        SparsityLevel level = before;
        for (int t = 1; t <= input.input().frames(); t++)
            for (int z = 1; z <= input.input().slices(); z++) {
                monitor.check();
                Monitor part = PlaneMonitor.of(monitor, input.input(), z, t);
                level = level.plus(
                        name, nonzeros.percentages(preprocessing.apply(resize.apply(input.plane(z, t))), part));
            }
        return level;
    }

    @Override
    public void close() {
        nonzeros.close();
    }
}
