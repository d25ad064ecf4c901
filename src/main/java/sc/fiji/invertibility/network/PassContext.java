package sc.fiji.invertibility.network;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;

/**
 * Where and how a pass is run.
 *
 * @param engine what computes
 * @param banks the network's filters there
 * @param ceiling the bytes from which on free buffers are given back before each layer
 * @param monitor hears of the progress
 */
record PassContext(Engine engine, PackedBanks banks, long ceiling, Monitor monitor) {

    /** Runs a network once, on an engine that keeps its free buffers. */
    static PassContext once(Engine engine, Network network, Monitor monitor) {
        return new PassContext(engine, PackedBanks.once(engine, network), Long.MAX_VALUE, monitor);
    }

    /** Before each layer: hears whether to stop, and holds the ceiling. */
    void enter(Layer layer, double done) {
        monitor.check();
        monitor.progress(done, layer.name());
        if (engine.bytesInUse() > ceiling) engine.trim();
    }
}
