package sc.fiji.invertibility.compute;

/**
 * Whether a device can be used, as far as is known before it is opened.
 *
 * @param device the device
 * @param usable whether there is no known reason against it
 * @param reason the reason against it, in one sentence; empty if it is usable
 */
public record DeviceStatus(Device device, boolean usable, String reason) {}
