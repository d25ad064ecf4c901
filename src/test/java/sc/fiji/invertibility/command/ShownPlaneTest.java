package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.plugin.Duplicator;
import ij.process.LUT;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.CommandModule;
import sc.fiji.invertibility.image.Pictures;

/** All commands that measure one plane take the one that is shown, and only that. */
class ShownPlaneTest {

    @RegisterExtension
    static final OpenContext CONTEXT = new OpenContext();

    @TempDir
    Path folder;

    static Stream<Arguments> measurements() {
        return Stream.of(
                Arguments.of(AblateSwitches.class, "ablation", Map.of("count", 4)),
                Arguments.of(
                        AblateSwitches.class,
                        "ablation",
                        Map.of("network", "VGG-16", "layer", "conv1_1", "resize", "None")),
                Arguments.of(
                        RecoverSparseCode.class,
                        "recovery",
                        Map.of("count", 4, "size", 3, "iterations", 5, "resize", "None")),
                Arguments.of(LayerwiseError.class, "layerwise", Map.of("layer", "pool1", "resize", "None", "seeds", 1)),
                Arguments.of(
                        MeasureModelRip.class,
                        "rip",
                        Map.of(
                                "dimension",
                                "2-d",
                                "code",
                                "Recovered",
                                "network",
                                "Single layer",
                                "count",
                                4,
                                "size",
                                3,
                                "length",
                                6,
                                "draws",
                                2,
                                "resize",
                                "None")));
    }

    @ParameterizedTest
    @MethodSource("measurements")
    void theShownPlaneOfAHyperstackIsMeasuredAsIfItWereAlone(
            Class<? extends InvertibilityCommand> command, String output, Map<String, Object> parameters)
            throws Exception {
        ImagePlus stack = Pictures.hyperstack(8, 1, 3, 2);
        stack.setPosition(1, 2, 2);
        ImagePlus alone = new Duplicator().run(stack, 1, 1, 2, 2, 2, 2);
        assertEquals(table(command, output, parameters, alone), table(command, output, parameters, stack));
        stack.setPosition(1, 1, 1);
        assertNotEquals(table(command, output, parameters, alone), table(command, output, parameters, stack));
    }

    @Test
    void aStackThatIsNoHyperstackAndAPaletteAreTakenAtTheirSlice() throws Exception {
        Map<String, Object> parameters = Map.of("count", 4);
        ImagePlus stack = Pictures.hyperstack(8, 1, 1, 3);
        stack.setOpenAsHyperStack(false);
        stack.setSlice(3);
        ImagePlus alone =
                new ImagePlus("alone", stack.getStack().getProcessor(3).duplicate());
        assertEquals(
                table(AblateSwitches.class, "ablation", parameters, alone),
                table(AblateSwitches.class, "ablation", parameters, stack));
        byte[][] colours = new byte[3][256];
        Random random = new Random(8);
        for (byte[] colour : colours) random.nextBytes(colour);
        LUT palette = new LUT(colours[0], colours[1], colours[2]);
        stack.setLut(palette);
        alone.setLut(palette);
        assertTrue(stack.getProcessor().isColorLut());
        assertEquals(
                table(AblateSwitches.class, "ablation", parameters, alone),
                table(AblateSwitches.class, "ablation", parameters, stack));
    }

    @Test
    void aResultIsMadeAgainOfThePlaneThatItWasMadeOf() throws Exception {
        String file = folder.resolve("stack.tif").toString();
        new FileSaver(Pictures.hyperstack(8, 1, 3, 2)).saveAsTiff(file);
        ImagePlus stack = IJ.openImage(file);
        stack.setPosition(1, 3, 2);
        Map<String, Object> keys = new HashMap<>(Map.of("image", stack, "count", 4, "size", 3, "iterations", 5));
        keys.putAll(Map.of("resize", "None", "device", "Java"));
        ImagePlus code = (ImagePlus) CONTEXT.run(RecoverSparseCode.class, keys).getOutput("code");
        String info = (String) code.getProperty("Info");
        assertTrue(info.contains("\nimage plane: slice 3, frame 2\n"), info);
        CommandModule repeated = CONTEXT.run(MakeAgain.class, Map.of("image", code));
        assertNull(repeated.getCancelReason());
        ImagePlus again =
                (ImagePlus) ((MakeAgain) repeated.getDelegateObject()).outputs().get("code");
        for (int n = 1; n <= code.getStackSize(); n++)
            assertArrayEquals((float[]) code.getStack().getPixels(n), (float[])
                    again.getStack().getPixels(n));
    }

    private static String table(
            Class<? extends InvertibilityCommand> command,
            String output,
            Map<String, Object> parameters,
            ImagePlus image)
            throws Exception {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("image", image);
        all.put("device", "Java");
        CommandModule module = CONTEXT.run(command, all);
        assertNull(module.getCancelReason());
        ResultsTable table = (ResultsTable) module.getOutput(output);
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < table.size(); row++)
            rows.append(table.getRowAsString(row)).append('\n');
        return rows.toString();
    }
}
