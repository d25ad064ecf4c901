package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.headless.PlainContext;

class ComputeDevicesTest {

    @Test
    void theJavaEngineIsAlwaysThereAndHasASpeed() throws Exception {
        try (Context context = PlainContext.create()) {
            ResultsTable devices = (ResultsTable) context.service(CommandService.class)
                    .run(ComputeDevices.class, true, "benchmark", true)
                    .get()
                    .getOutput("devices");
            assertEquals(
                    "name,usable,gflops,type,memory,version,driver,memory_mib",
                    String.join(",", devices.getHeadings()));
            int java = devices.size() - 1;
            assertEquals("Java", devices.getStringValue("name", java));
            assertEquals("yes", devices.getStringValue("usable", java));
            assertTrue(devices.getValue("gflops", java) > 0);
            assertTrue(devices.getValue("memory_mib", java) > 0);
            assertTrue(devices.getStringValue("memory", java).matches("[\\d.]+ [MGT]B"));
        }
    }
}
