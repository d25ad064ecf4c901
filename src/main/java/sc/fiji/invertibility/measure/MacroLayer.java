package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
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
     * Lists the macro layers of a network.
     *
     * @param network the network
     * @return all pairs whose convolution has filters, from the image up
     */
    public static List<MacroLayer> of(Network network) {
        List<Layer> layers = network.architecture().layers();
        int end = network.firstMissing().map(layers::indexOf).orElse(layers.size());
        List<MacroLayer> found = new ArrayList<>();
        Layer.MaxPool below = null;
        for (Layer layer : layers.subList(0, end)) {
            if (layer instanceof Layer.MaxPool pool) below = pool;
            if (!(layer instanceof Layer.Convolution convolution) || below == null) continue;
            found.add(new MacroLayer(below, convolution));
            below = null;
        }
        return found;
    }
}
