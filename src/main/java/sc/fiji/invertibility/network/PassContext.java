package sc.fiji.invertibility.network;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;

/**
 * Where and how a pass runs.
 *
 * @param engine the engine
 * @param banks the network's filters on that engine
 * @param ceiling the bytes in use above which free buffers are returned to the device before each layer
 * @param monitor receives the progress
 */
record PassContext(Engine engine, PackedBanks banks, long ceiling, Monitor monitor) {

    /** Runs a network once, on an engine that keeps its free buffers. */
    static PassContext once(Engine engine, Network network, Monitor monitor) {
        return new PassContext(engine, PackedBanks.once(engine, network), Long.MAX_VALUE, monitor);
    }

    /** Before each layer: checks whether to stop, and enforces the ceiling. */
    void enter(Layer layer, double done) {
        monitor.check();
        monitor.progress(done, layer.name());
        if (engine.bytesInUse() > ceiling) engine.trim();
    }
}
