package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.process.ByteProcessor;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
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
                return "" + (nImages - before) + " " + getTitle() + " " + nSlices;
                """.formatted(ImageJOutputsTest.class.getName());
        assertEquals("2 blank-powers 2", new Interpreter().run(macro, ""));
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
