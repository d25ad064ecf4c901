package sc.fiji.invertibility.compute;

/**
 * A device cannot continue: it hung, was reset or removed, or its driver does not build or run a kernel. Smaller pieces
 * do not help; another device may.
 */
public final class DeviceFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the failure.
     *
     * @param message which device failed, and doing what, in one sentence
     * @param cause the driver's own error, or null
     */
    public DeviceFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
