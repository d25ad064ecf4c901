package sc.fiji.invertibility.compute;

/**
 * Whether a device can be used.
 *
 * @param device the device
 * @param usable whether an engine opens on it
 * @param reason why not, in one sentence; empty if it is usable
 */
public record DeviceStatus(Device device, boolean usable, String reason) {}
