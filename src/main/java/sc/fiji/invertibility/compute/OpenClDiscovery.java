package sc.fiji.invertibility.compute;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.OpenClDevice;

/** The OpenCL devices of this machine. There are none if OpenCL, or the libraries that call it, are not installed. */
final class OpenClDiscovery implements DeviceDiscovery {

    private final List<DeviceCandidate> devices;
    private final String failure;

    OpenClDiscovery() {
        List<DeviceCandidate> found = List.of();
        String reason = "no OpenCL device was found";
        try {
            found = OpenClDevice.found().stream()
                    .<DeviceCandidate>map(OpenClCandidate::new)
                    .toList();
            if (!found.isEmpty()) reason = "";
        } catch (UnsatisfiedLinkError e) {
            reason = "no OpenCL library was found on this machine";
        } catch (LinkageError e) {
            // A class whose native library failed to load reports that only the first time.
            boolean noLibrary = String.valueOf(e.getMessage()).contains("initialize");
            reason = noLibrary
                    ? "no OpenCL library was found on this machine"
                    : "CLIJ's libraries are not installed: " + e.getMessage() + " is missing";
        } catch (RuntimeException e) {
            reason = "OpenCL does not answer: " + e.getMessage();
        }
        this.devices = found;
        this.failure = reason;
    }

    @Override
    public List<DeviceCandidate> devices() {
        return devices;
    }

    @Override
    public String failure() {
        return failure;
    }

    private record OpenClCandidate(OpenClDevice found) implements DeviceCandidate {

        @Override
        public Device device() {
            return found.device();
        }

        @Override
        public String failure() {
            return found.failure();
        }

        @Override
        public Engine open() {
            return found.open();
        }
    }
}
