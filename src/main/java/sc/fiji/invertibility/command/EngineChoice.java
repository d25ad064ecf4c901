package sc.fiji.invertibility.command;

import java.io.IOException;
import java.util.function.Consumer;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;

/** Opens the engines of a command; if a device fails that was chosen automatically, the Java engine takes over. */
final class EngineChoice {

    /** What a command does with its engines. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private final Consumer<String> warnings;

    /** Whether the device was chosen automatically, and whether that one failed. */
    private boolean automatic, failed;

    EngineChoice(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** The engine of a device that the user chose. */
    Engine open(String device) {
        automatic = device.trim().equalsIgnoreCase(Engines.AUTO);
        try {
            return Engines.open(automatic && failed ? Engines.JAVA : device, warnings);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("device: " + e.getMessage(), e);
        }
    }

    /** Does the work, a second time if necessary. */
    void run(Work work) throws IOException {
        failed = false;
        try {
            work.run();
        } catch (DeviceFailure e) {
            if (!automatic) throw e;
            failed = true;
            warnings.accept(e.getMessage() + "; the Java engine begins anew");
            work.run();
        }
    }
}
