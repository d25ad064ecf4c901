package sc.fiji.invertibility.compute.opencl;

import java.util.List;
import sc.fiji.invertibility.compute.EngineProvider;

/** The OpenCL devices of this machine. There are none if OpenCL, or the libraries that call it, are not installed. */
public final class OpenClProvider implements EngineProvider {

    /** Makes a provider, which searches when it is asked to. */
    public OpenClProvider() {}

    @Override
    public String name() {
        return "OpenCL";
    }

    @Override
    public Devices search() {
        try {
            List<OpenClDevice> found = OpenClDevice.found();
            return found.isEmpty() ? none("no OpenCL device was found") : new Devices(List.copyOf(found), "");
        } catch (UnsatisfiedLinkError e) {
            return none("no OpenCL library was found on this machine");
        } catch (LinkageError e) {
            // A class whose native library failed to load reports that only the first time.
            boolean noLibrary = String.valueOf(e.getMessage()).contains("initialize");
            return none(
                    noLibrary
                            ? "no OpenCL library was found on this machine"
                            : "CLIJ is not installed: enable Fiji's update sites clij and clij2 (" + e.getMessage()
                                    + " is missing)");
        } catch (RuntimeException e) {
            return none("OpenCL does not answer: " + e.getMessage());
        }
    }

    private static Devices none(String reason) {
        return new Devices(List.of(), reason);
    }
}
