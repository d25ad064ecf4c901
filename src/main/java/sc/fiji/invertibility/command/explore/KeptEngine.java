package sc.fiji.invertibility.command.explore;

import java.io.IOException;
import java.util.function.Function;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;

/** The engine of one thread, opened when it is first needed; if its device fails, the Java engine takes over. */
final class KeptEngine implements AutoCloseable {

    /** Work for the engine. */
    @FunctionalInterface
    interface Work<T> {
        T on(Engine engine) throws IOException;
    }

    private final Function<String, Engine> opener;
    private String device = Engines.AUTO;
    private Engine engine;

    /**
     * @param opener opens the engine of a named device
     */
    KeptEngine(Function<String, Engine> opener) {
        this.opener = opener;
    }

    /** Does the work, and repeats it in Java if the device fails. */
    <T> T run(Work<T> work) throws IOException {
        try {
            return work.on(engine());
        } catch (DeviceFailure e) {
            if (device.equals(Engines.JAVA)) throw e;
            device = Engines.JAVA;
            close();
            return work.on(engine());
        }
    }

    private Engine engine() {
        if (engine == null) engine = opener.apply(device);
        return engine;
    }

    /** Frees what the engine holds on its device. */
    @Override
    public void close() {
        if (engine == null) return;
        Engine closing = engine;
        engine = null;
        closing.close();
    }
}
