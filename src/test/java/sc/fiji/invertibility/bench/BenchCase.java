package sc.fiji.invertibility.bench;

import sc.fiji.invertibility.compute.Engine;

/** A whole piece of work that both the plugin and its peer can do. */
interface BenchCase {

    /** {@return the name on the command line} */
    String name();

    /** {@return multiplications and additions of the work's convolutions, each done densely and directly} */
    double operations();

    /** {@return the largest relative error between two results that counts as equal} */
    double tolerance();

    /** {@return peer_ms/ours_ms that an engine of this type shall reach} */
    double goal(boolean openCl);

    /** {@return the work on an engine, which stays open} */
    Contender on(Engine engine);

    /** {@return the work in ONNX Runtime} */
    Contender peer(int threads);
}
