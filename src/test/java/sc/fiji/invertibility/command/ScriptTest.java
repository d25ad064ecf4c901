package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.script.ScriptService;
import sc.fiji.invertibility.headless.PlainContext;

/** A Jython script runs a command and goes on with what it returned. */
class ScriptTest {

    private static final String SCRIPT = """
            #@ CommandService command
            #@ ij.ImagePlus image
            #@output Integer slices
            #@output String heading
            name = "sc.fiji.invertibility.command.ProbeCommand"
            module = command.run(name, False, ["image", image, "count", 4]).get()
            slices = module.getOutput("powers").getStackSize()
            heading = module.getOutput("summary").getColumnHeading(1)
            """;

    @Test
    void jythonReadsTheOutputs() throws Exception {
        // Otherwise Jython indexes every library on the class path first.
        System.setProperty("python.cachedir.skip", "true");
        try (Context context = PlainContext.create()) {
            var script = context.service(ScriptService.class)
                    .run("probe.py", SCRIPT, true, "image", new ImagePlus("blank", new ByteProcessor(4, 3)))
                    .get();
            assertEquals(4, script.getOutput("slices"));
            assertEquals("relative_error", script.getOutput("heading"));
        }
    }
}
