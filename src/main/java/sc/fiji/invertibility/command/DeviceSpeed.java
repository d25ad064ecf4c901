package sc.fiji.invertibility.command;

import ij.Prefs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.DeviceStatus;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;

/** How fast the devices of this computer are, measured once each, for the times that dialogs predict. */
final class DeviceSpeed {

    private static final String KEPT = "invertibility.gflops.";

    private DeviceSpeed() {}

    /** The allowed values of the parameter {@code device}. */
    static List<String> devices() {
        List<String> names = new ArrayList<>(List.of(Engines.AUTO));
        for (DeviceStatus status : Engines.list())
            if (status.usable()) names.add(status.device().name());
        if (!names.contains(Engines.JAVA)) names.add(Engines.JAVA);
        return names;
    }

    /** Billions of operations a second, or NaN where that cannot be known. The first time it takes a second or two. */
    static synchronized double gigaflops(String device) {
        String key = KEPT + device.strip().toLowerCase(Locale.ROOT);
        double known = Prefs.get(key, Double.NaN);
        if (known > 0) return known;
        try (Engine engine = Engines.open(device.strip(), warning -> {})) {
            double measured = LayerBenchmark.gigaflops(engine);
            Prefs.set(key, measured);
            return measured;
        } catch (IllegalArgumentException | DeviceFailure | OutOfDeviceMemory e) {
            return Double.NaN;
        }
    }
}
