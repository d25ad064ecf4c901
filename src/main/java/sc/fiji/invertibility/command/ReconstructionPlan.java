package sc.fiji.invertibility.command;

import java.io.IOException;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;

/** A way to bring an image back, whose keys have been checked. */
sealed interface ReconstructionPlan permits LayerPlan, NetworkPlan {

    /**
     * The way that the keys say.
     *
     * @throws IllegalArgumentException if one of them cannot be used
     */
    static ReconstructionPlan of(ReconstructionKeys keys) {
        Expected.notNegative("variation", keys.variation);
        return Choice.NETWORK.of(keys.network).equals(NetworkSource.SINGLE) ? LayerPlan.of(keys) : NetworkPlan.of(keys);
    }

    /**
     * Reads the filters and brings the image back.
     *
     * @throws IOException if a file of weights cannot be used
     * @throws IllegalArgumentException if the filters do not fit the image
     */
    ImageReconstruction reconstruct(Engine engine, InputImage input, Monitor monitor) throws IOException;

    /**
     * What the user should know about the choice of keys, a sentence each.
     *
     * @param untouched keys that have their defaults
     */
    List<String> remarks(ReconstructionKeys untouched);
}
