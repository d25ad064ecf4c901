package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

    /** Unit steps may lead away from the image; all numbers stay finite, and only the table and a noisy image told. */
    @Test
    void anErrorThatGrowsIsToldWithItsNumbers() {
        Ran ran = noise("step", "Unit", "iterations", 3);
        ResultsTable summary = ran.output("summary", ResultsTable.class);
        assertTrue(summary.getValue("relative_error", 2) > summary.getValue("relative_error", 0));
        String sentence = String.format(
                Locale.ROOT,
                "step: the relative error grew from %.3g in iteration 1 to %.3g in iteration 3; expected steps that come"
                        + " nearer, such as step=Normalised",
                summary.getValue("relative_error", 0),
                summary.getValue("relative_error", 2));
        assertEquals(List.of(sentence), ran.warnings());
        for (String name : new String[] {"reconstruction", "errors", "switches"}) {
            String info = (String) ran.output(name, ImagePlus.class).getProperty("Info");
            assertTrue(info.contains("\nwarning: " + sentence + "\n"), info);
        }
        Ran once = noise("step", "Unit", "iterations", 1);
        assertEquals(
                List.of(String.format(
                        Locale.ROOT,
                        "step: the relative error is %.3g after one unit step, more than the 1 of no reconstruction at"
                                + " all; expected steps that come nearer, such as step=Normalised",
                        summary.getValue("relative_error", 0))),
                once.warnings());
        assertEquals(
                List.of(),
                noise("step", "Unit", "iterations", 1, "scaling", "Match norm").warnings());
        assertEquals(List.of(), noise("iterations", 3).warnings());
    }

    private static Ran noise(Object... more) {
        List<Object> keys = new ArrayList<>(List.of("image", Pictures.noise(8, 40, 36), "device", "Java", "count", 8));
        keys.addAll(List.of(more));
        return Ran.command(ReconstructFromLayer.class, keys.toArray());
    }

    /** Of planes, the worst is named, and how many more there are. */
    @Test
    void theWorstPlaneOfAGrowingErrorIsNamed() {
        Ran ran = Ran.command(
                ReconstructFromLayer.class,
                "image",
                Pictures.hyperstack(8, 1, 2, 2),
                "device",
                "Java",
                "count",
                8,
                "step",
                "Unit",
                "iterations",
                2);
        ResultsTable summary = ran.output("summary", ResultsTable.class);
        int worst = 1;
        for (int row = 3; row < 8; row += 2)
            if (summary.getValue("relative_error", row) > summary.getValue("relative_error", worst)) worst = row;
        String sentence = ran.warnings().get(0);
        assertTrue(
                sentence.contains(String.format(
                        Locale.ROOT,
                        " grew in slice %.0f, frame %.0f from %.3g in iteration 1 to %.3g in iteration 2, and in 3 more"
                                + " planes; ",
                        summary.getValue("z", worst),
                        summary.getValue("t", worst),
                        summary.getValue("relative_error", worst - 1),
                        summary.getValue("relative_error", worst))),
                sentence);
        assertEquals(1, ran.warnings().size());
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
