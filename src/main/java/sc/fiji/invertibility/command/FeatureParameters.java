package sc.fiji.invertibility.command;

import java.util.List;
import org.scijava.plugin.Parameter;

/** The user's parameters for the activations to show. */
@Redefine(
        parameter = "image",
        description =
                "The image: each z and t on its own, within the rectangle of the selection. A grey one is repeated"
                        + " to three channels for networks that need them.")
@Redefine(
        parameter = "filters",
        description =
                "Random filters N(0, 1)/√(Mℓ²) for every layer, or those of a weights file. " + FilterFamily.ABOUT)
@Redefine(
        parameter = "layer",
        description =
                "The layer whose activations are shown: conv1_1 to pool5 (AlexNet: conv1 to pool5), or as the file"
                        + " names it. Empty: the first pooling. For a single imported layer: the name of a 4-d tensor; empty:"
                        + " the first.")
abstract class FeatureParameters extends StridedLayerParameters {

    @Position(after = "layer")
    @Parameter(
            persist = false,
            label = "Before ReLU",
            description = "Of a convolution: its activations before rectification, negative ones included.")
    boolean prerelu = false;

    @Position(before = "device")
    @Parameter(
            persist = false,
            label = "Upsample to the image's size",
            description = "Interpolates between activations, so that every pixel has its features, as pixel"
                    + " classifiers need them.")
    boolean upsample = false;

    @Override
    public List<String> essentials() {
        return List.of("image", "network", "filters", "weights", "layer", "resize", "upsample");
    }
}
