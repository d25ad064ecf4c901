package sc.fiji.invertibility.compute;

import java.util.List;

/** Where devices are looked for. */
interface DeviceDiscovery {

    /** {@return the devices, none where looking for them fails} */
    List<DeviceCandidate> devices();

    /** {@return why there are none, in one sentence; empty if there are some} */
    String failure();
}
