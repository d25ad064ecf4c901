package sc.fiji.invertibility.command;

import org.scijava.plugin.Parameter;

/** The parameters of all commands in which images become the input of a network. */
abstract class PreprocessingParameters extends NetworkFilterParameters {

    @Position(after = "layer")
    @Parameter(
            persist = false,
            label = "Preprocessing",
            choices = {"Auto", "BGR minus mean", "RGB minus mean", "RGB standardised", "RGB 0-1", "None"},
            description = ToolTips.PREPROCESSING)
    String preprocessing = "Auto";
}
