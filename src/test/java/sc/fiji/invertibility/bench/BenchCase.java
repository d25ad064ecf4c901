package sc.fiji.invertibility.bench;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;

/** A whole piece of work that both the plugin and its peer can do. */
interface BenchCase {

    /** {@return the name on the command line} */
    String name();

    /** {@return multiplications and additions of the work's convolutions, each done densely and directly} */
    double operations();

    /** {@return the largest error that counts as equal} */
    double tolerance();

    /** {@return how far an engine's result is from the peer's} */
    default double error(Engine engine, Outcome ours, Outcome peers) {
        return ours.relativeError(peers);
    }

    /** {@return peer_ms/ours_ms that an engine of this type shall reach} */
    double goal(boolean openCl);

    /** {@return the work on an engine, which stays open} */
    Contender on(Engine engine);

    /** {@return the work in ONNX Runtime, whose result is the reference} */
    Contender peer(int threads);

    /** {@return all that can do this work, ONNX Runtime first} */
    default List<Peer> peers(int threads) {
        return List.of(Peer.onnx(peer(threads)));
    }
}
