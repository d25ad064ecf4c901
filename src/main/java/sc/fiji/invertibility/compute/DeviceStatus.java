package sc.fiji.invertibility.compute;

/**
 * Whether a device can be used, as far as is known before it is.
 *
 * @param device the device
 * @param usable whether nothing speaks against it
 * @param reason why not, in one sentence; empty if it is usable
 */
public record DeviceStatus(Device device, boolean usable, String reason) {}
