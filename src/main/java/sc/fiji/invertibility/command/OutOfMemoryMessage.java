package sc.fiji.invertibility.command;

import net.imglib2.Interval;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;

/** The message if a command needs the whole image on the device at once and it does not fit. */
final class OutOfMemoryMessage {

    private OutOfMemoryMessage() {}

    /**
     * One sentence that says what to do.
     *
     * @param x the image as the network takes it
     * @param cause the engine's failure
     */
    static OutOfDeviceMemory image(Interval x, Engine engine, OutOfDeviceMemory cause) {
        return new OutOfDeviceMemory(
                "image: what " + x.dimension(0) + "×" + x.dimension(1) + " pixels need at once does not fit onto "
                        + engine.device().name() + "; select a part of the image, or choose a resize ("
                        + cause.getMessage() + ")",
                cause);
    }
}
