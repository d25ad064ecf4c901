package sc.fiji.invertibility.compute;

/** A device could not allocate what was asked for; smaller pieces may still fit. */
public final class OutOfDeviceMemory extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the failure.
     *
     * @param message what was asked for, and of which device
     * @param cause the driver's own error, or null
     */
    public OutOfDeviceMemory(String message, Throwable cause) {
        super(message, cause);
    }
}
