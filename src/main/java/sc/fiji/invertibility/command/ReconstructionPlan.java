package sc.fiji.invertibility.command;

import java.io.IOException;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;

/** A way to reconstruct an image, whose parameters have been checked. */
sealed interface ReconstructionPlan permits LayerPlan, NetworkPlan {

    /**
     * Reads the filters and brings the image back.
     *
     * @throws IOException if a file of weights cannot be used
     * @throws IllegalArgumentException if the filters do not fit the image
     */
    ImageReconstruction reconstruct(Engine engine, InputImage input, Monitor monitor) throws IOException;
}
