package sc.fiji.invertibility.command;

import java.util.List;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;

/** A network as deep as its filters reach, for commands that measure every layer. */
final class DeepNetwork {

    private DeepNetwork() {}

    /**
     * Goes through all layers.
     *
     * @param source a network with all the filters that there are
     * @return the same with a pass to the last layer that they reach
     */
    static NetworkSource of(NetworkSource source) {
        Network network = source.pass().network();
        List<Layer> layers = network.architecture().layers();
        int end = network.firstMissing().map(layers::indexOf).orElse(layers.size());
        return new NetworkSource(
                ForwardPass.to(network, layers.get(Math.max(0, end - 1)).name()),
                source.preprocessing(),
                source.origin(),
                source.notes());
    }
}
