package sc.fiji.invertibility.bench;

import java.util.List;
import sc.fiji.invertibility.bench.torch.Precision;
import sc.fiji.invertibility.bench.torch.TorchJob;
import sc.fiji.invertibility.bench.torch.TorchWork;
import sc.fiji.invertibility.compute.Engine;

/** A whole piece of work that both the plugin and its peers can do. */
interface BenchCase {

    /** {@return the name on the command line} */
    String name();

    /** {@return multiplications and additions of the work's convolutions, each done densely and directly} */
    double operations();

    /** {@return the largest error that counts as equal} */
    double tolerance();

    /** {@return how far an engine's result is from that of a peer, which may be asked again how it was reached} */
    default double error(Engine engine, Outcome ours, Contender peer, Outcome peers) {
        return ours.relativeError(peers);
    }

    /** {@return the goal for peer_ms/ours_ms} */
    Goals goals();

    /** {@return the work on an engine, which stays open} */
    Contender on(Engine engine);

    /** {@return the work in ONNX Runtime} */
    Contender peer(int threads);

    /** {@return what PyTorch needs for the work} */
    TorchWork torch();

    /** {@return the work in PyTorch, which closes the job} */
    Contender torch(TorchJob job, Precision precision);

    /** {@return other libraries that can do this work} */
    default List<Peer> others() {
        return List.of();
    }
}
