package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.process.ByteProcessor;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.thread.ThreadService;
import sc.fiji.invertibility.headless.PlainContext;

/** A macro continues with the images that a command made. */
public class ImageJOutputsTest {

    private static Context context;

    @AfterEach
    void dispose() {
        if (context != null) context.close();
        context = null;
    }

    @Test
    void aBatchMacroSeesTheImages() {
        context = PlainContext.create();
        String macro = """
                before = nImages;
                call("%s.runTheProbe");
                seen = "" + (nImages - before) + " " + getTitle() + " " + nSlices;
                close("*");
                return seen;
                """.formatted(ImageJOutputsTest.class.getName());
        assertEquals("2 blank-powers 2", new Interpreter().run(macro, ""));
    }

    /** Fiji runs macro files in a thread of its own when it is started with {@code --headless --run}. */
    @Test
    void aMacroThatRunsAsAScriptGoesOnWithTheResult() throws Exception {
        context = PlainContext.create();
        String macro = """
                newImage("source", "8-bit", 4, 3, 1);
                call("%s.runTheProbe");
                seen = getTitle();
                close("*");
                return seen;
                """.formatted(ImageJOutputsTest.class.getName());
        assertEquals(
                "blank-powers",
                context.service(ThreadService.class)
                        .run(() -> new Interpreter().run(macro, ""))
                        .get());
    }

    @Test
    void aMacroWithoutWindowsReadsOneTableOfAllRuns() {
        context = PlainContext.create();
        Analyzer.setResultsTable(new ResultsTable());
        String macro = """
                call("%s.runTheProbe");
                call("%s.runTheProbe");
                seen = "" + nResults + " " + Table.get("power", 3) + " " + getResultString("image", 0) + " "
                    + Table.getString("remark", Table.size - 1) + " " + getTitle();
                close("*");
                return seen;
                """.formatted(ImageJOutputsTest.class.getName(), ImageJOutputsTest.class.getName());
        assertEquals("4 2 blank a, \"b\" blank-powers-2", new Interpreter().run(macro, ""));
    }

    @Test
    void ofIterationsOnlyTheLastOneJoinsTheTable() throws Exception {
        context = PlainContext.create();
        Analyzer.setResultsTable(new ResultsTable());
        ImagePlus image = IJ.createImage("two", "8-bit ramp", 20, 16, 2);
        context.service(CommandService.class)
                .run(ReconstructFromLayer.class, true, "image", image, "count", 4, "iterations", 3, "device", "Java")
                .get();
        ResultsTable results = ResultsTable.getResultsTable();
        assertEquals(2, results.size(), "a row a slice");
        for (int slice = 1; slice <= 2; slice++) {
            assertEquals(3, results.getValue("iteration", slice - 1));
            assertEquals(slice, results.getValue("z", slice - 1));
            assertEquals("count=4 iterations=3 device=Java", results.getStringValue("settings", slice - 1));
        }
    }

    @Test
    void outsideAMacroImagesAreLeftToTheDisplay() throws Exception {
        context = PlainContext.create();
        CommandModule module = probe();
        assertFalse(module.isOutputResolved("product"));
        assertTrue(module.isOutputResolved("summary"));
    }

    /** Called by the macro. */
    public static String runTheProbe() throws InterruptedException, ExecutionException {
        return String.valueOf(probe().isOutputResolved("product"));
    }

    private static CommandModule probe() throws InterruptedException, ExecutionException {
        ImagePlus blank = new ImagePlus("blank", new ByteProcessor(4, 3));
        return context.service(CommandService.class)
                .run(ProbeCommand.class, true, "image", blank, "count", 2)
                .get();
    }
}
