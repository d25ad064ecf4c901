package sc.fiji.invertibility.measure;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Monitor;

/** A way back from the activations of one layer to the image. */
public interface ActivationDecoder {

    /**
     * Decodes activations.
     *
     * @param activations of the size of the layer's own, with the axes (x, y, channel)
     * @param monitor receives the progress
     * @return the image, in the preprocessed image's units, with the axes (x, y, channel)
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    Img<FloatType> decode(Img<FloatType> activations, Monitor monitor);
}
