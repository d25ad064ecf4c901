package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.headless.PlainContext;

/** What {@code IJ.run(imp, ...)} does: it sets an image for its own thread, runs the command and waits. */
class CallingThreadImageTest {

    private final Context context = PlainContext.create();

    @AfterEach
    void dispose() {
        WindowManager.setTempCurrentImage(null);
        context.close();
    }

    @Test
    void theImageOfTheCallingThreadGoesBeforeTheActiveOne() throws Exception {
        WindowManager.setTempCurrentImage(image("mine"));
        assertEquals("mine-product", runTheProbe());
    }

    @Test
    void anImageThatIsNamedGoesBeforeBoth() throws Exception {
        WindowManager.setTempCurrentImage(image("mine"));
        assertEquals("named-product", runTheProbe("image", image("named")));
    }

    @Test
    void withoutEitherTheActiveImageIsTaken() throws Exception {
        assertEquals("active-product", runTheProbe());
    }

    @Test
    void theMainCommandTakesTheImageInHand() throws Exception {
        WindowManager.setTempCurrentImage(IJ.createImage("mine", "8-bit ramp", 20, 16, 1));
        Object reconstruction = context.service(CommandService.class)
                .run(ReconstructFromLayer.class, true, "count", 4, "device", "Java")
                .get()
                .getOutput("reconstruction");
        assertEquals("mine-reconstruction", ((ImagePlus) reconstruction).getTitle());
    }

    @Test
    void modelRipTakesTheImageInHand() throws Exception {
        WindowManager.setTempCurrentImage(IJ.createImage("mine", "8-bit ramp", 20, 16, 1));
        CommandModule module = context.service(CommandService.class)
                .run(
                        MeasureModelRip.class,
                        true,
                        "dimension",
                        "2-d",
                        "nonzeros",
                        0,
                        "count",
                        8,
                        "size",
                        3,
                        "draws",
                        1,
                        "banks",
                        1,
                        "length",
                        8,
                        "device",
                        "Java")
                .get();
        assertNull(module.isCanceled() ? module.getCancelReason() : null);
    }

    private String runTheProbe(Object... inputs) throws Exception {
        Object product = context.service(CommandService.class)
                .run(ProbeCommand.class, true, inputs)
                .get()
                .getOutput("product");
        return ((ImagePlus) product).getTitle();
    }

    private static ImagePlus image(String title) {
        return new ImagePlus(title, new ByteProcessor(4, 3));
    }
}
