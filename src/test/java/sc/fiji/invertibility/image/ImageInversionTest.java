package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.plugin.Duplicator;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

@Tag("locale")
class ImageInversionTest {

    private static final PoolingModel POOLED = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 100);
    /** With one identity filter and no pooling, nothing is lost. */
    private static final PoolingModel UNPOOLED = new PoolingModel(1, Activation.NONE, Unpooling.SWITCHES, 100);

    private static final FilterBank IDENTITY = FilterBank.of(new float[] {1}, 1, 1, 1, 1);

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = JavaEngine.create();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32})
    void resultsOpenWhereTheUserLooks(int bits) {
        for (int channels : bits == 24 ? new int[] {1} : new int[] {1, 2}) {
            ImagePlus image = Pictures.hyperstack(bits, channels, 3, 2);
            image.setPosition(channels, 3, 2);
            int shown = image.getProcessor().get(5, 6);
            FilterBank random = GaussianFilters.unitNorm(4, bits == 24 ? 3 : channels, 3, 1);
            ImageReconstruction results = inverted(image, random, POOLED, 2, false);
            ImagePlus switches = results.switches().orElseThrow();
            for (ImagePlus result : new ImagePlus[] {results.reconstruction(), switches, results.errors()}) {
                assertEquals(3, result.getZ(), result.getTitle());
                assertEquals(2, result.getT(), result.getTitle());
                assertEquals(
                        result.getStack().getProcessor(result.getCurrentSlice()).get(5, 6),
                        result.getProcessor().get(5, 6));
            }
            assertEquals(shown, switches.getProcessor().get(5, 6));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void theIdentityLosesNothing(int bits) {
        ImagePlus image = Pictures.noise(bits, 301, 203);
        ImageReconstruction results = inverted(image, IDENTITY, UNPOOLED, 1, false);
        ImageProcessor expected = image.getProcessor();
        for (int i = 0; i < expected.getPixelCount(); i++)
            assertEquals(
                    expected.getf(i), results.reconstruction().getProcessor().getf(i), 0.01);
        assertEquals(
                "iteration 1, one pass of the layer: relative error 0.00",
                results.errors().getStack().getSliceLabel(1));
    }

    @Test
    void aSelectionGivesWhatACropGives() {
        ImagePlus image = Pictures.noise(32, 40, 30);
        image.setRoi(6, 9, 25, 18);
        ImagePlus crop = new Duplicator().run(image);
        FilterBank bank = GaussianFilters.unitNorm(8, 1, 3, 5);
        ImagePlus selected = inverted(image, bank, POOLED, 2, true).reconstruction();
        ImagePlus cropped = inverted(crop, bank, POOLED, 2, true).reconstruction();
        assertArrayEquals((float[]) cropped.getProcessor().getPixels(), (float[])
                selected.getProcessor().getPixels());
    }

    @Test
    void everySliceAndFrameIsOnItsOwn() {
        ImagePlus image = Pictures.hyperstack(8, 2, 2, 3);
        FilterBank bank = GaussianFilters.unitNorm(8, 2, 3, 5);
        ImageReconstruction all = inverted(image, bank, POOLED, 2, true);
        ImagePlus alone = new Duplicator().run(image, 1, 2, 2, 2, 3, 3);
        ImageReconstruction one = inverted(alone, bank, POOLED, 2, true);
        for (int c = 1; c <= 2; c++)
            assertArrayEquals((float[]) one.reconstruction().getStack().getPixels(c), (float[])
                    all.reconstruction().getStack().getPixels(image.getStackIndex(c, 2, 3)));
        assertArrayEquals(new int[] {17, 13, 2, 2, 3}, all.errors().getDimensions(), "iterations, z, t");
        assertTrue(all.errors().isHyperStack());
        assertEquals(12, all.summary().size());
        assertEquals(
                "iteration,relative_error,psnr_db,nonzeros,step,milliseconds,z,t",
                String.join(",", all.summary().getHeadings()));
        assertEquals(2, all.summary().getValue("z", 11));
        assertEquals(3, all.summary().getValue("t", 11));
        assertEquals(one.summary().getValue("relative_error", 1), all.summary().getValue("relative_error", 11));
    }

    @Test
    void errorsAreInTheImagesUnit() {
        ImagePlus image = Pictures.noise(16, 40, 30);
        ImageReconstruction results = inverted(image, GaussianFilters.unitNorm(16, 1, 3, 5), POOLED, 3, true);
        float[] restored = (float[]) results.reconstruction().getProcessor().getPixels();
        float[] last = (float[]) results.errors().getStack().getPixels(3);
        for (int i = 0; i < last.length; i++)
            assertEquals(Math.abs(restored[i] - image.getProcessor().get(i)), last[i], 0.05);
        assertArrayEquals(new int[] {40, 30, 1, 3, 1}, results.errors().getDimensions());
        assertEquals("noise-errors", results.errors().getTitle());
        assertTrue(results.errors().getStack().getSliceLabel(3).matches("iteration 3: relative error 0\\.\\d+"));
        assertEquals(0.25, results.errors().getCalibration().pixelWidth);
        assertEquals("µm", results.errors().getCalibration().getUnit());
        assertEquals(0, results.errors().getDisplayRangeMin());
    }

    @Test
    void theErrorsOpenAtTheLastIterationWithAColourBar() {
        for (int slices : new int[] {1, 2}) {
            ImagePlus image = Pictures.noise(8, 120, 110);
            if (slices == 2) image.getStack().addSlice(image.getProcessor().duplicate());
            ImagePlus errors = inverted(image, GaussianFilters.unitNorm(16, 1, 3, 5), POOLED, 6, true)
                    .errors();
            String label = errors.getStack().getSliceLabel(errors.getCurrentSlice());
            assertTrue(label.startsWith("iteration 6:"), label);
            assertEquals(4, errors.getOverlay().size(), "box, bar and two numbers");
        }
    }

    /** One range for all, in which the first iteration is not saturated and the last one not black. */
    @Test
    void theErrorsOfAllIterationsAreReadableInTheSameColours() {
        ImagePlus errors = inverted(
                        Pictures.noise(8, 120, 110), GaussianFilters.unitNorm(64, 1, 5, 5), POOLED, 10, true)
                .errors();
        int[] brightness = new int[11];
        for (int slice = 1; slice <= 10; slice++) {
            float[] values = (float[]) errors.getStack().getPixels(slice);
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            float largest = sorted[(int) (0.98 * sorted.length)];
            assertTrue(largest <= errors.getDisplayRangeMax(), "slice " + slice + " is saturated");
            int level = (int) (255 * largest / errors.getDisplayRangeMax());
            java.awt.Color colour =
                    new java.awt.Color(errors.getProcessor().getLut().getRGB(level));
            brightness[slice] = colour.getRed() + colour.getGreen() + colour.getBlue();
            assertTrue(brightness[slice] > 100, "slice " + slice + " is nearly black: " + brightness[slice]);
        }
        assertTrue(brightness[1] > brightness[10], "and the first one is brighter than the last one");
    }

    @Test
    void switchesAreNumberedRowByRowFromOne() {
        ByteProcessor pixels = new ByteProcessor(6, 4);
        pixels.set(3, 2, 255); // in the block (1, 1) of three by two: right, upper row
        pixels.set(4, 1, 255); // in the block (2, 0): left, lower row
        PoolingModel two = new PoolingModel(2, Activation.RELU, Unpooling.SWITCHES, 100);
        ImagePlus switchImage = inverted(Pictures.calibrated(new ImagePlus("dots", pixels)), IDENTITY, two, 1, false)
                .switchstack()
                .orElseThrow();
        assertArrayEquals(new byte[] {0, 0, 3, 0, 2, 0}, (byte[])
                switchImage.getProcessor().getPixels());
        assertEquals("filter 1", switchImage.getStack().getSliceLabel(1));
        assertEquals(0.5, switchImage.getCalibration().pixelWidth);
        assertEquals(1, switchImage.getCalibration().pixelHeight);
        assertEquals(0xff000000, switchImage.getProcessor().getLut().getRGB(0));
    }

    @Test
    void theOverlayLightsThePixelThatWon() {
        ByteProcessor pixels = new ByteProcessor(31, 20);
        pixels.set(30, 0, 255);
        PoolingModel one = new PoolingModel(2, Activation.RELU, Unpooling.SWITCHES, 0.1);
        ImagePlus switches = inverted(new ImagePlus("corner", pixels), IDENTITY, one, 1, false)
                .switches()
                .orElseThrow();
        switches.getProcessor().set(0); // what remains to be seen is the overlay
        ImageProcessor seen = switches.flatten().getProcessor();
        for (int i = 0; i < seen.getPixelCount(); i++)
            assertEquals(i == 30, (seen.get(i) & 0xffffff) != 0, "pixel " + i);
    }

    @Test
    void aFileTellsHowItWasMade(@TempDir Path folder) {
        ImagePlus image = Pictures.noise(8, 20, 20);
        image.setProperty("Info", "objective: 40x");
        ImagePlus result = inverted(image, IDENTITY, UNPOOLED, 1, false).reconstruction();
        String file = folder.resolve("reconstruction.tif").toString();
        new FileSaver(result).saveAsTiff(file);
        assertEquals(
                "made: here\n\nobjective: 40x", new Opener().openImage(file).getProperty("Info"));
    }

    @Test
    void largeBlocksNeedSixteenBits() {
        PoolingModel model = new PoolingModel(16, Activation.NONE, Unpooling.SWITCHES, 100);
        ImagePlus switchImage = inverted(Pictures.noise(8, 40, 30), IDENTITY, model, 1, false)
                .switchstack()
                .orElseThrow();
        assertEquals(16, switchImage.getBitDepth());
        assertArrayEquals(new int[] {3, 2, 1, 1, 1}, switchImage.getDimensions());
    }

    @Test
    void aConstantImageComesBack() {
        ByteProcessor pixels = new ByteProcessor(20, 20);
        pixels.set(77);
        ImageReconstruction results =
                inverted(new ImagePlus("constant", pixels), GaussianFilters.unitNorm(4, 1, 3, 1), POOLED, 2, false);
        assertArrayEquals((byte[]) pixels.getPixels(), (byte[])
                results.reconstruction().getProcessor().getPixels());
        assertEquals(0, results.summary().getValue("relative_error", 0));
    }

    @Test
    void onePixelComesBack() {
        ByteProcessor pixels = new ByteProcessor(1, 1);
        pixels.set(77);
        ImageReconstruction results = inverted(new ImagePlus("dot", pixels), IDENTITY, UNPOOLED, 1, false);
        assertEquals(77, results.reconstruction().getProcessor().get(0, 0));
    }

    @Test
    void aStopLeavesNothingOnTheEngine() {
        long before = engine.bytesInUse();
        Monitor stopped = new Monitor() {
            private int heard;

            @Override
            public void progress(double fraction, String message) {
                heard++;
            }

            @Override
            public boolean cancelled() {
                return heard > 0;
            }
        };
        ImageInversion inversion =
                new ImageInversion(engine, GaussianFilters.unitNorm(8, 1, 3, 1), POOLED, settings(50));
        InputImage input = InputImage.of(Pictures.hyperstack(8, 1, 4, 1));
        assertThrows(
                CancellationException.class, () -> inversion.reconstruct(input, false, Provenance.empty(), stopped));
        assertEquals(before, engine.bytesInUse());
    }

    private static InversionSettings settings(int iterations) {
        return new InversionSettings(iterations, StepRule.NORMALISED, Scaling.MATCH_NORM, 0, true);
    }

    private static ImageReconstruction inverted(
            ImagePlus image, FilterBank bank, PoolingModel model, int iterations, boolean exact) {
        return new ImageInversion(engine, bank, model, settings(iterations))
                .reconstruct(InputImage.of(image), exact, Provenance.empty().with("made", "here"), Monitor.NONE);
    }
}
