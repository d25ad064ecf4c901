package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;

/**
 * A pooling layer and the convolution above it, whose input it is (section 4.5).
 *
 * @param pool pool(i)
 * @param above conv(i + 1, 1)
 */
public record MacroLayer(Layer.MaxPool pool, Layer.Convolution above) {

    /**
     * Lists the macro layers of a network that can be measured.
     *
     * @param network the network
     * @return all pairs whose convolution has filters, from the image up, and the next one if its sparsity is known
     *     from the paper
     */
    public static List<MacroLayer> of(Network network) {
        List<MacroLayer> found = new ArrayList<>();
        Layer.MaxPool below = null;
        for (Layer layer : network.architecture().layers()) {
            if (layer instanceof Layer.MaxPool pool) below = pool;
            if (!(layer instanceof Layer.Convolution convolution)) continue;
            boolean missing = network.firstMissing().filter(convolution::equals).isPresent();
            MacroLayer at = new MacroLayer(below, convolution);
            if (below != null && !(missing && at.printedPercent(network).isEmpty())) found.add(at);
            if (missing) break;
            below = null;
        }
        return found;
    }

    /**
     * Tells whether there are filters above.
     *
     * @param network the network
     * @return whether it has filters of the convolution; if not, only random ones can bring the activations back
     */
    public boolean learned(Network network) {
        return network.firstMissing().filter(above::equals).isEmpty();
    }

    /**
     * The sparsity of the layer above in the paper, for networks without filters of it.
     *
     * @param network the network
     * @return the convolution's percentage of non-zeros in table 2 or 7; empty for networks that are not in them
     */
    public OptionalDouble printedPercent(Network network) {
        return PaperTables.of(network.architecture().name()).nonzeroPercent(above.name());
    }
}
