package sc.fiji.invertibility.compute;

/** A device that an engine may be opened on. */
public interface DeviceCandidate {

    /** {@return what the device is} */
    Device device();

    /** {@return why it last failed in this session, in one sentence; empty if it has not, or was opened again since} */
    String failure();

    /**
     * Opens an engine.
     *
     * @return the engine
     * @throws RuntimeException if the device does not open, or its kernels do not build or run
     * @throws LinkageError if a library is missing
     */
    Engine open();
}
