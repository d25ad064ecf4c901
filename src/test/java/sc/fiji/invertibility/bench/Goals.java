package sc.fiji.invertibility.bench;

import sc.fiji.invertibility.compute.Device;

/**
 * By how much a case should be faster than the peer.
 *
 * @param processor on OpenCL on a processor, against a library that works there
 * @param java in Java, against a library that works on the processor
 * @param card on a graphics card, against a library that works there in 32 bits
 */
record Goals(double processor, double java, double card) {

    /** {@return the goal of an engine on this device against this library; NaN if there is none} */
    double of(Device device, Library peer) {
        return switch (device.type()) {
            case "Java" -> peer.role() == Library.Role.PROCESSOR ? java : Double.NaN;
            case "GPU" -> peer.role() == Library.Role.CARD ? card : Double.NaN;
            default -> peer.role() == Library.Role.PROCESSOR ? processor : Double.NaN;
        };
    }
}
