package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.Command;
import sc.fiji.invertibility.image.Pictures;

/**
 * An image whose pixels are all the same is called that, once and in the same words by all commands, whatever its type: the
 * paper's input has no mean, of which a person who looks at a grey image knows nothing.
 */
class ConstantImageTest {

    private static final String SAME = "image: all pixels of 'grey.tif' are the same";
    private static final String FILTERS = ", so that the result tells of the filters and of the borders alone";

    private static ImagePlus grey(int bits) {
        ImageProcessor pixels = switch (bits) {
            case 8 -> new ByteProcessor(30, 21);
            case 16 -> new ShortProcessor(30, 21);
            case 24 -> new ColorProcessor(30, 21);
            default -> new FloatProcessor(30, 21);
        };
        for (int i = 0; i < pixels.getPixelCount(); i++)
            if (bits == 32) pixels.setf(i, 0.1f);
            else pixels.set(i, bits == 24 ? 0x0ac81e : 77);
        return new ImagePlus("grey.tif", pixels);
    }

    private static Ran run(Class<? extends Command> command, ImagePlus image, Object... more) {
        List<Object> keys = new ArrayList<>(List.of("image", image, "device", "Java"));
        keys.addAll(List.of(more));
        return Ran.command(command, keys.toArray());
    }

    /** The mean is that value to the last bit, so that no rounding is taken for an image. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32})
    void aSingleLayerHasNothingToReconstruct(int bits) {
        String without = SAME + ", and without its mean nothing is left to reconstruct";
        Ran ablation = run(AblateSwitches.class, grey(bits), "count", 4);
        assertEquals(without, ablation.refusal());
        assertEquals(List.of(), ablation.warnings());
        Ran layer = run(ReconstructFromLayer.class, grey(bits), "count", 4);
        assertEquals(List.of(without + ", so that the error is 0"), layer.warnings());
        assertEquals(0, layer.output("summary", ResultsTable.class).getValue("relative_error", 0));
        String info = (String) layer.output("errors", ImagePlus.class).getProperty("Info");
        assertTrue(info.contains("\nwarning: " + without + ", so that the error is 0\n"), info);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32})
    void aNetworkTellsOfItsFiltersAlone(int bits) {
        Ran network = run(ReconstructFromNetwork.class, grey(bits), "layer", "conv1_1", "iterations", 1);
        assertEquals(List.of(SAME + FILTERS), network.warnings());
        Ran features = run(FeatureStack.class, grey(bits), "layer", "conv1_1");
        assertEquals(List.of(SAME + FILTERS), features.warnings());
        Ran sparsity = run(ActivationSparsity.class, grey(bits), "layer", "conv1_1");
        assertEquals(List.of(SAME + FILTERS), sparsity.warnings());
        Ran ablation = run(AblateSwitches.class, grey(bits), "network", "VGG-16", "layer", "conv1_2");
        assertEquals(List.of(SAME + FILTERS), ablation.warnings());
    }

    /** Of 32 bits, the display range makes the only value black; it was called zero. */
    @Test
    void noCodeIsRecoveredFromWhatTheLayerTakesAsZero() {
        for (ImagePlus image : List.of(grey(32), new ImagePlus("grey.tif", new ByteProcessor(30, 21)))) {
            String sentence = SAME + ", and 0 as the layer takes them, so that there is no code to recover";
            Ran code = run(RecoverSparseCode.class, image, "network", "Single layer", "count", 4, "resize", "None");
            assertEquals(sentence, code.refusal());
            Ran rip = run(
                    MeasureModelRip.class, image, "network", "Single layer", "dimension", "2-d", "code", "Recovered");
            assertEquals(sentence, rip.refusal());
        }
        Ran code = run(
                RecoverSparseCode.class,
                grey(8),
                "network",
                "Single layer",
                "count",
                4,
                "iterations",
                2,
                "resize",
                "None");
        assertNull(code.refusal());
        assertTrue(code.warnings().contains(SAME + FILTERS), code.warnings().toString());
    }

    @Test
    void ofAStackItIsSaidWhichPart() {
        ImageStack planes = new ImageStack(40, 36);
        planes.addSlice(new ByteProcessor(40, 36));
        planes.addSlice(Pictures.noise(8, 40, 36).getProcessor());
        ImagePlus stack = new ImagePlus("stack.tif", planes);
        assertEquals(
                "image: all pixels of what is shown of 'stack.tif' are the same, and without its mean nothing is left to"
                        + " reconstruct",
                run(AblateSwitches.class, stack, "count", 4).refusal());
        assertEquals(
                List.of("image: in 1 of the 2 planes of 'stack.tif' all pixels are the same, and without its mean"
                        + " nothing is left to reconstruct, so that the error is 0"),
                run(ReconstructFromLayer.class, stack, "count", 4).warnings());
        assertEquals(
                List.of(), run(FeatureStack.class, stack, "layer", "conv1_1").warnings());
        stack.setSlice(2);
        assertNull(run(AblateSwitches.class, stack, "count", 4).refusal());
    }
}
