package sc.fiji.invertibility.compute;

import java.util.List;

/** Finds devices. */
interface DeviceDiscovery {

    /** {@return the devices; none if the search fails} */
    List<DeviceCandidate> devices();

    /** {@return why there are none, in one sentence; empty if there are some} */
    String failure();
}
