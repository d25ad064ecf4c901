package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.script.ScriptService;
import sc.fiji.invertibility.headless.PlainContext;

/** A Jython script runs a command and continues with its results. */
class ScriptTest {

    private static final String SCRIPT = """
            #@ CommandService command
            #@ ij.ImagePlus image
            #@output String title
            #@output Double error
            name = "sc.fiji.invertibility.command.ReconstructFromLayer"
            module = command.run(name, False, ["image", image, "count", 8, "keep", 50.0, "device", "Java"]).get()
            title = module.getOutput("reconstruction").getTitle()
            error = module.getOutput("summary").getValue("relative_error", 0)
            """;

    @Test
    void jythonReadsTheOutputs() throws Exception {
        // Otherwise Jython indexes every library on the class path first.
        System.setProperty("python.cachedir.skip", "true");
        ImagePlus ramp = IJ.createImage("slope", "8-bit ramp", 32, 24, 1);
        try (Context context = PlainContext.create()) {
            var script = context.service(ScriptService.class)
                    .run("reconstruct.py", SCRIPT, true, "image", ramp)
                    .get();
            assertEquals("slope-reconstruction", script.getOutput("title"));
            double error = (Double) script.getOutput("error");
            assertTrue(error > 0 && error < 1, "relative error " + error);
        }
    }
}
