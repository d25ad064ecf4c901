package sc.fiji.invertibility.command;

import org.scijava.plugin.Parameter;

/** The parameters of all commands that give an image to a network, or to a single layer with a stride. */
abstract class StridedLayerParameters extends NetworkInputParameters {

    @Position(after = "size")
    @Parameter(persist = false, label = "Stride (pixels)", min = "1", description = ToolTips.STRIDE)
    int stride = 1;

    /** The network or the layer, whose filters have not been made or read. */
    final NetworkChoice choice() {
        return NetworkChoice.of(network, filters, weights, layer, count, size, stride, seed);
    }
}
