package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CommandListener;
import ij.Executer;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.macro.Interpreter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.dialog.ImageChoice;
import sc.fiji.invertibility.image.Pictures;

/** Results can be made again from what their info says. */
class MakeAgainTest {

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    @TempDir
    Path folder;

    @Test
    void aSavedResultIsMadeAgainFromTheImagesFile() throws Exception {
        String file = folder.resolve("my photo.tif").toString();
        new FileSaver(Pictures.noise(8, 40, 30)).saveAsTiff(file);
        Map<String, Object> parameters = new HashMap<>(Map.of("image", IJ.openImage(file), "count", 6, "keep", 25.5));
        parameters.putAll(
                Map.of("step", "Unit", "scaling", "Match norm", "iterations", 1, "device", "Java", "exact", true));
        ImagePlus result =
                (ImagePlus) CONTEXT.run(ReconstructFromLayer.class, parameters).getOutput("reconstruction");
        String info = (String) result.getProperty("Info");
        assertTrue(
                info.startsWith(
                        "macro: run(\"Reconstruct From Layer...\", \"filters=[Gaussian random] count=6 size=5 stride=1"
                                + " seed=1 activation=None pool=2 unpooling=Switches keep=25.5 iterations=1 step=Unit"
                                + " scaling=[Match norm] exact=true perfilter=false device=Java\");\nimage file: "
                                + file),
                info);
        String saved = folder.resolve("result.tif").toString();
        new FileSaver(result).saveAsTiff(saved);
        CommandModule repeated = CONTEXT.run(MakeAgain.class, Map.of("image", IJ.openImage(saved)));
        assertNull(repeated.getCancelReason());
        ImagePlus again =
                (ImagePlus) ((MakeAgain) repeated.getDelegateObject()).outputs().get("reconstruction");
        assertArrayEquals((float[]) result.getProcessor().getPixels(), (float[])
                again.getProcessor().getPixels());
    }

    /** The user may have selected something else since, and finds it selected afterwards. */
    @Test
    void thePartThatWasSelectedIsTakenAgain() throws Exception {
        String file = folder.resolve("photo.tif").toString();
        new FileSaver(Pictures.noise(8, 40, 30)).saveAsTiff(file);
        ImagePlus photo = IJ.openImage(file);
        photo.setRoi(new OvalRoi(7, 5, 20, 16));
        Map<String, Object> parameters = Map.of("count", 4, "iterations", 1, "device", "Java");
        ImagePlus ofPart = reconstructed(photo, parameters);
        ImagePlus ofWhole = reconstructed(IJ.openImage(file), parameters);
        ImagePlus partOfWhole = reconstructed(withRoi(ofWhole, 7, 5, 20, 16), parameters);
        assertEquals(Optional.empty(), MadeBy.of(ofWhole).orElseThrow().part());
        assertSame(ofPart, again(ofPart));
        assertSame(ofWhole, again(ofWhole));
        Interpreter.batchMode = true;
        Interpreter.addBatchModeImage(photo);
        try {
            for (ImagePlus result : List.of(ofPart, ofWhole)) {
                ImageChoice.made(result, photo);
                assertSame(result, again(result));
                assertEquals(Roi.OVAL, photo.getRoi().getType());
            }
        } finally {
            Interpreter.removeBatchModeImage(photo);
            Interpreter.batchMode = false;
        }
        assertTrue(MadeBy.of(partOfWhole).orElseThrow().part().isPresent());
        ImagePlus ofResult = reconstructed(partOfWhole, parameters);
        MadeBy made = MadeBy.of(ofResult).orElseThrow();
        assertEquals(
                "", made.file(), "the file of the image that the source was made of is not that of the source itself");
        assertEquals(Optional.empty(), made.part());
    }

    @Test
    void aPartThatTheImageDoesNotHaveAnyMoreIsRefused() throws Exception {
        String file = folder.resolve("photo.tif").toString();
        new FileSaver(Pictures.noise(8, 40, 30)).saveAsTiff(file);
        ImagePlus result = reconstructed(
                withRoi(IJ.openImage(file), 7, 5, 20, 16), Map.of("count", 4, "iterations", 1, "device", "Java"));
        new FileSaver(Pictures.noise(8, 26, 30)).saveAsTiff(file);
        assertEquals(
                "image: 'photo-reconstruction' was made of a part of 'photo.tif' that this does not have: x 7, y 5,"
                        + " width 20, height 16",
                CONTEXT.run(MakeAgain.class, Map.of("image", result)).getCancelReason());
    }

    private static ImagePlus withRoi(ImagePlus image, int x, int y, int width, int height) {
        image.setRoi(new Roi(x, y, width, height));
        return image;
    }

    private static ImagePlus again(ImagePlus result) throws Exception {
        CommandModule again = CONTEXT.run(MakeAgain.class, Map.of("image", result));
        assertNull(again.getCancelReason());
        return (ImagePlus) ((MakeAgain) again.getDelegateObject()).outputs().get("reconstruction");
    }

    private static void assertSame(ImagePlus expected, ImagePlus got) {
        assertArrayEquals((byte[]) expected.getProcessor().getPixels(), (byte[])
                got.getProcessor().getPixels());
    }

    @Test
    void whatIsNoResultOrHasLostItsImageIsRefused() throws Exception {
        ImagePlus image = Pictures.noise(8, 40, 30);
        assertEquals(
                "image: the info of 'noise.tif' does not say how it was made, expected a result of this plugin",
                CONTEXT.run(MakeAgain.class, Map.of("image", image)).getCancelReason());
        Object result = CONTEXT.run(ReconstructFromLayer.class, Map.of("image", image, "count", 4, "device", "Java"))
                .getOutput("reconstruction");
        assertEquals(
                "image: the image from which 'noise-reconstruction' was made is not open",
                CONTEXT.run(MakeAgain.class, Map.of("image", result)).getCancelReason());
    }

    /** An image's info comes with its file, from whoever made that. */
    @Test
    void theInfoOfAForeignImageReplacesNoFile() throws Exception {
        Path weights = folder.resolve("any.npy"), precious = folder.resolve("precious");
        Files.writeString(precious, "precious");
        ImagePlus image = Pictures.noise(8, 40, 30);
        image.setProperty(
                "Info", "macro: run(\"Import Filters...\", \"weights=[" + weights + "] save=[" + precious + "]\");");
        assertEquals(
                "image: there is no command 'Import Filters...' in this version that makes images",
                CONTEXT.run(MakeAgain.class, Map.of("image", image)).getCancelReason());
        image.setProperty(
                "Info", "macro: run(\"Train Classifier...\", \"folder=[" + folder + "] save=[" + precious + "]\");");
        assertEquals(
                "image: to make 'noise.tif' again would replace save, the file " + precious
                        + "; move that first, or run the command itself",
                CONTEXT.run(MakeAgain.class, Map.of("image", image)).getCancelReason());
        assertEquals("precious", Files.readString(precious));
    }

    @Test
    @Timeout(60)
    void aLongInfoIsReadInOneGo() {
        ImagePlus image = Pictures.noise(8, 40, 30);
        image.setProperty("Info", "macro: run(\"" + "\", \"".repeat(300_000));
        assertEquals(Optional.empty(), MadeBy.of(image));
    }

    /** A result of a result is made again of that result, and not of the image behind both. */
    @Test
    void theImageThatItWasMadeOfIsTakenEvenIfThatIsAResult() throws Exception {
        ImagePlus photo = Pictures.noise(8, 40, 30);
        Map<String, Object> parameters = Map.of("count", 4, "iterations", 1, "device", "Java");
        ImagePlus first = reconstructed(photo, parameters), second = reconstructed(first, parameters);
        Interpreter.batchMode = true;
        for (ImagePlus image : List.of(photo, first, second)) Interpreter.addBatchModeImage(image);
        try {
            ImageChoice.made(first, photo);
            ImageChoice.made(second, first);
            assertEquals(first, ImageChoice.madeOf(second).orElseThrow());
            CommandModule again = CONTEXT.run(MakeAgain.class, Map.of("image", second));
            ImagePlus made = (ImagePlus)
                    ((MakeAgain) again.getDelegateObject()).outputs().get("reconstruction");
            assertArrayEquals((byte[]) second.getProcessor().getPixels(), (byte[])
                    made.getProcessor().getPixels());
        } finally {
            for (ImagePlus image : List.of(photo, first, second)) Interpreter.removeBatchModeImage(image);
            Interpreter.batchMode = false;
        }
    }

    private static ImagePlus reconstructed(ImagePlus image, Map<String, Object> parameters) throws Exception {
        Map<String, Object> inputs = new HashMap<>(parameters);
        inputs.put("image", image);
        return (ImagePlus) CONTEXT.run(ReconstructFromLayer.class, inputs).getOutput("reconstruction");
    }

    /** ImageJ's menu runs the last command in place of one whose name begins with "Repeat". */
    @Test
    void theMenuRunsTheCommandThatWasChosen() throws Exception {
        BlockingQueue<String> run = new LinkedBlockingQueue<>();
        CommandListener listener = command -> {
            run.add(command);
            return null;
        };
        Executer.addCommandListener(listener);
        try {
            for (CommandInfo info : CONTEXT.service(CommandService.class).getCommands()) {
                if (!InvertibilityCommand.class.isAssignableFrom(info.loadDelegateClass())) continue;
                if (info.getMenuPath().getLeaf() == null) continue;
                String name = info.getMenuPath().getLeaf().getName();
                new Executer(name, null);
                assertEquals(name, run.poll(10, TimeUnit.SECONDS));
            }
        } finally {
            Executer.removeCommandListener(listener);
        }
    }
}
