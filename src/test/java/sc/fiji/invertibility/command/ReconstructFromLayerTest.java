package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.ModuleItem;
import org.scijava.script.ScriptService;
import org.scijava.task.event.TaskEvent;
import sc.fiji.invertibility.headless.PlainContext;
import sc.fiji.invertibility.image.Pictures;

class ReconstructFromLayerTest {

    private Context context;

    @BeforeEach
    void open() {
        WindowManager.setTempCurrentImage(null); // what a macro may have left on this thread
        context = PlainContext.create();
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void anImageIsAllItNeeds() throws Exception {
        CommandModule module = run(Map.of("image", Pictures.noise(24, 40, 30), "device", "Java"));
        assertFalse(module.isCanceled());
        for (String name : new String[] {"reconstruction", "switches", "errors"}) {
            ImagePlus image = (ImagePlus) module.getOutput(name);
            assertEquals("noise-" + name, image.getTitle());
            assertEquals(40, image.getWidth());
            assertEquals(30, image.getHeight());
            assertEquals(name.equals("errors") ? 10 : 1, image.getStackSize(), name);
            String info = (String) image.getProperty("Info");
            assertTrue(info.contains("seed: 1\n") && info.contains("device: Java"), info);
        }
        assertNull(module.getOutput("switchstack"));
        ResultsTable summary = (ResultsTable) module.getOutput("summary");
        assertEquals("noise-summary", summary.getTitle());
        assertEquals(
                "iteration,relative_error,psnr_db,nonzeros,step,milliseconds", String.join(",", summary.getHeadings()));
        assertEquals(64 * 20 * 15, summary.getValue("nonzeros", 0), "one unit a filter and block of 2×2");
        assertEquals("Java", module.getOutput("enginename"));
    }

    @Test
    void everyParameterCounts() throws Exception {
        Map<String, Object> inputs = new HashMap<>(Map.of("image", Pictures.noise(16, 41, 33), "device", "java"));
        inputs.putAll(Map.of("count", 6, "size", 3, "stride", 2, "seed", 5L, "activation", "crelu", "pool", 3));
        inputs.putAll(Map.of("unpooling", "Top-left", "keep", 25.0, "iterations", 3, "step", "Normalised"));
        inputs.putAll(Map.of("scaling", "Least squares", "exact", true, "perfilter", true));
        CommandModule module = run(inputs);
        assertNull(module.getCancelReason());
        assertEquals(32, ((ImagePlus) module.getOutput("reconstruction")).getBitDepth());
        assertArrayEquals(new int[] {7, 6, 1, 12, 1}, ((ImagePlus) module.getOutput("switchstack")).getDimensions());
        ResultsTable summary = (ResultsTable) module.getOutput("summary");
        assertEquals(3, summary.size());
        assertTrue(summary.getValue("nonzeros", 0) <= Math.round(12 * 7 * 6 * 0.25));
        assertTrue(summary.getValue("relative_error", 2) <= 1, "the best factor is no worse than zero");
    }

    @Test
    void aStopLeavesNothing() throws Exception {
        Object stopper = new Object() {
            @EventHandler
            public void onEvent(TaskEvent event) {
                String message = event.getTask().getStatusMessage();
                if (message != null && !event.getTask().isCanceled())
                    event.getTask().cancel("enough");
            }
        };
        context.service(EventService.class).subscribe(stopper);
        CommandModule module = run(Map.of("image", Pictures.noise(8, 64, 64), "device", "Java", "iterations", 100_000));
        assertTrue(module.isCanceled());
        assertEquals("", module.getCancelReason(), "a stop needs no dialog");
        assertNothing(module);
    }

    @Test
    void aScriptRunsTheCommandAndReadsItsOutputs() throws Exception {
        // Otherwise Jython indexes every library on the class path first.
        System.setProperty("python.cachedir.skip", "true");
        String script = """
                #@ CommandService command
                #@ ij.ImagePlus image
                #@output String title
                #@output Double error
                name = "sc.fiji.invertibility.command.ReconstructFromLayer"
                module = command.run(name, False, ["image", image, "count", 8, "device", "Java"]).get()
                title = module.getOutput("reconstruction").getTitle()
                error = module.getOutput("summary").getValue("relative_error", 0)
                """;
        var module = context.service(ScriptService.class)
                .run("reconstruct.py", script, true, "image", Pictures.noise(8, 30, 30))
                .get();
        assertEquals("noise-reconstruction", module.getOutput("title"));
        assertTrue((Double) module.getOutput("error") > 0);
    }

    private CommandModule run(Map<String, Object> inputs) throws Exception {
        Future<CommandModule> future =
                context.service(CommandService.class).run(ReconstructFromLayer.class, true, inputs);
        return future.get();
    }

    static void assertNothing(CommandModule module) {
        for (ModuleItem<?> output : module.getInfo().outputs())
            assertNull(module.getOutput(output.getName()), output.getName());
    }
}
