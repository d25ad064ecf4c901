package sc.fiji.invertibility.command;

import ij.measure.ResultsTable;
import java.util.List;
import java.util.OptionalDouble;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.DeviceStatus;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.image.ReadableSize;
import sc.fiji.invertibility.image.TitledTable;

/**
 * Lists what this computer can compute on. The table has the columns name, usable (yes, or why not), if
 * asked for gflops (10⁹ operations a second), type, memory, version, driver, memory_mib.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Compute Devices...", weight = 21)
        },
        description = "Lists the devices that the other commands can use, and why others cannot be used.")
public class ComputeDevices extends InvertibilityCommand {

    @Parameter(
            persist = false,
            label = "Measure their speed",
            description = "Also times a 3×3 layer from 64 to 64 channels on each device, which takes some seconds.")
    private boolean benchmark = false;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable devices;

    /** Creates the command; SciJava sets its parameters. */
    public ComputeDevices() {}

    @Override
    protected boolean measures() {
        return false;
    }

    @Override
    protected void compute(Monitor monitor) {
        monitor.progress(0, "looking for devices");
        List<DeviceStatus> found = Engines.list();
        TitledTable table = new TitledTable("Compute Devices");
        for (int i = 0; i < found.size(); i++) {
            monitor.check();
            monitor.progress((double) i / found.size(), found.get(i).device().name());
            addRow(table, found.get(i));
        }
        devices = table;
    }

    private void addRow(ResultsTable table, DeviceStatus status) {
        Device device = status.device();
        String reason = status.reason();
        OptionalDouble speed = OptionalDouble.empty();
        if (benchmark && status.usable())
            try {
                speed = OptionalDouble.of(speed(device));
            } catch (IllegalArgumentException | DeviceFailure | OutOfDeviceMemory e) {
                reason = e.getMessage();
            }
        table.incrementCounter();
        table.addValue("name", device.name());
        // What one looks for comes first: the window shows three columns or four.
        table.addValue("usable", reason.isEmpty() ? "yes" : reason);
        if (benchmark && speed.isPresent()) table.addValue("gflops", speed.getAsDouble());
        else if (benchmark) table.addValue("gflops", "");
        table.addValue("type", device.type());
        table.addValue("memory", ReadableSize.of(device.memory()));
        table.addValue("version", device.version());
        table.addValue("driver", device.driver());
        table.addValue("memory_mib", device.memory() >> 20);
    }

    private double speed(Device device) {
        try (Engine engine = Engines.open(device.name(), this::warn)) {
            return LayerBenchmark.gigaflops(engine);
        }
    }
}
