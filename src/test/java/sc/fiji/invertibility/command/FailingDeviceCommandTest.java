package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.log.LogLevel;
import org.scijava.log.LogListener;
import org.scijava.log.LogService;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;
import sc.fiji.invertibility.compute.opencl.device.FailingDriver;
import sc.fiji.invertibility.image.Pictures;

/** A device fails while a command runs: if nobody chose it by name it is replaced, and the next run uses it again. */
class FailingDeviceCommandTest {

    /** Some time after the first upload. */
    private static final int LATER = 12;

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    @TempDir
    private File folder;

    private String device;

    @BeforeEach
    void open() {
        device = OpenClTestDevice.first().device().name();
        OpenClTestDevice.context();
    }

    @Test
    void whereTheDeviceIsLeftToThePluginTheJavaEngineTakesOver() throws Exception {
        ImagePlus image = Pictures.noise(24, 40, 30);
        byte[] before = pixels(image);
        CommandModule java = reconstruct(image, "Java");
        List<String> warnings = new ArrayList<>();
        CommandModule module;
        try (FailingDriver driver = FailingDriver.from(LATER, -9999)) {
            module = warned(warnings, () -> reconstruct(image, "Auto"));
            assertEquals(LATER, driver.calls());
        }
        assertFalse(module.isCanceled());
        assertEquals("Java", module.getOutput("enginename"));
        assertArrayEquals(pixels(reconstruction(java)), pixels(reconstruction(module)));
        assertArrayEquals(before, pixels(image));
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(
                warnings.get(0).startsWith(device + " stopped working ")
                        && warnings.get(0).endsWith("; the Java engine begins anew"),
                warnings.get(0));
        assertEquals("OpenCL", reconstruct(image, "Auto").getOutput("enginename"));
    }

    @Test
    void aDeviceThatWasNamedIsNotReplaced() throws Exception {
        ImagePlus image = Pictures.noise(8, 40, 30);
        CommandModule module;
        try (FailingDriver driver = FailingDriver.from(LATER, -36)) {
            module = reconstruct(image, device);
            assertEquals(LATER, driver.calls());
        }
        assertTrue(module.isCanceled());
        String reason = module.getCancelReason();
        assertTrue(
                reason.startsWith("device: " + device + " stopped working ")
                        && reason.endsWith("; try again, or choose Java, which runs on every computer"),
                reason);
        assertNull(module.getOutput("reconstruction"));
        assertFalse(reconstruct(image, device).isCanceled());
    }

    @Test
    void ofAFolderOnlyTheImagesThatAreLeftAreMeasuredAnew() throws Exception {
        for (int i = 0; i < 3; i++)
            assertTrue(new FileSaver(Pictures.noise(8, 40 + i, 30)).saveAsTiff(new File(folder, i + ".tif").getPath()));
        Map<String, Object> inputs = new HashMap<>(Map.of("folder", folder, "network", "Single layer"));
        inputs.put("device", "Java");
        ResultsTable java = (ResultsTable) run(ActivationSparsity.class, inputs).getOutput("sparsity");
        inputs.put("device", "Auto");
        run(ActivationSparsity.class, inputs);
        int calls;
        try (FailingDriver driver = FailingDriver.never()) {
            run(ActivationSparsity.class, inputs);
            calls = driver.calls();
        }
        List<String> warnings = new ArrayList<>();
        CommandModule module;
        try (FailingDriver driver = FailingDriver.once(calls, -36)) {
            module = warned(warnings, () -> run(ActivationSparsity.class, inputs));
            assertEquals(calls, driver.calls());
        }
        assertNull(module.getCancelReason());
        ResultsTable table = (ResultsTable) module.getOutput("sparsity");
        assertEquals(3, table.getValue("images", 0));
        assertEquals(java.getValue("nonzero_percent_mean", 0), table.getValue("nonzero_percent_mean", 0), 0.01);
        assertEquals("Java", module.getOutput("enginename"));
        assertTrue(warnings.stream().anyMatch(w -> w.startsWith("taken up after 2 of 3 files")), warnings::toString);
        assertNull(module.getOutput("skipped"));
    }

    @Test
    void theListOfDevicesSaysWhatFailed() throws Exception {
        ImagePlus image = Pictures.noise(8, 40, 30);
        try (FailingDriver driver = FailingDriver.once(LATER, -36)) {
            reconstruct(image, device);
            String usable = usable(Map.of());
            assertTrue(usable.startsWith(device + " stopped working "), usable);
            assertEquals(LATER, driver.calls(), "listing asks the driver for nothing");
        }
        assertEquals("yes", usable(Map.of()));
        try (FailingDriver driver = FailingDriver.from(1, -36)) {
            String usable = usable(Map.of("benchmark", true));
            assertTrue(usable.contains(device + " stopped working "), usable);
            assertEquals(1, driver.calls());
        }
    }

    private String usable(Map<String, Object> inputs) throws Exception {
        ResultsTable devices = (ResultsTable) run(ComputeDevices.class, inputs).getOutput("devices");
        for (int row = 0; row < devices.size(); row++)
            if (devices.getStringValue("name", row).equals(device)) return devices.getStringValue("usable", row);
        throw new AssertionError(device + " is not listed");
    }

    private interface Run {
        CommandModule module() throws Exception;
    }

    private static CommandModule warned(List<String> warnings, Run run) throws Exception {
        LogService log = CONTEXT.service(LogService.class);
        LogListener listener = message -> {
            if (message.level() == LogLevel.WARN) warnings.add(message.text());
        };
        log.addLogListener(listener);
        try {
            return run.module();
        } finally {
            log.removeLogListener(listener);
        }
    }

    private static CommandModule reconstruct(ImagePlus image, String device) throws Exception {
        return run(ReconstructFromLayer.class, Map.of("image", image, "device", device, "count", 16, "iterations", 2));
    }

    private static CommandModule run(Class<? extends Command> command, Map<String, Object> inputs) throws Exception {
        return CONTEXT.run(command, inputs);
    }

    private static ImagePlus reconstruction(CommandModule module) {
        return (ImagePlus) module.getOutput("reconstruction");
    }

    private static byte[] pixels(ImagePlus image) {
        return new FileSaver(image).serialize();
    }
}
