package sc.fiji.invertibility.command;

import java.io.IOException;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;

/** A way to reconstruct an image, whose parameters have been checked. */
sealed interface ReconstructionPlan permits LayerPlan, NetworkPlan {

    /**
     * The plan that the parameters describe.
     *
     * @throws IllegalArgumentException if one of them cannot be used
     */
    static ReconstructionPlan of(ReconstructionParameters parameters) {
        ParameterChecks.notNegative("variation", parameters.variation);
        return Choice.NETWORK.of(parameters.network).equals(NetworkSource.SINGLE)
                ? LayerPlan.of(parameters)
                : NetworkPlan.of(parameters);
    }

    /**
     * Reads the filters and reconstructs the image.
     *
     * @throws IOException if a file of weights cannot be used
     * @throws IllegalArgumentException if the filters do not fit the image
     */
    ImageReconstruction reconstruct(Engine engine, InputImage input, Monitor monitor) throws IOException;

    /**
     * What the user should know about the choice of parameters, one sentence each.
     *
     * @param untouched parameters that have their defaults
     */
    List<String> remarks(ReconstructionParameters untouched);
}
