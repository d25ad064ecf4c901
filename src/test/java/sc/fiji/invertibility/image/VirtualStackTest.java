package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.plugin.AVI_Reader;
import ij.plugin.FileInfoVirtualStack;
import ij.plugin.filter.AVI_Writer;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.NetworkInversionSettings;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** What is read from the disk slice by slice is reconstructed slice by slice, with the same result. */
@Tag("small-heap")
@Tag("locale")
class VirtualStackTest {

    private static final PoolingModel POOLED = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 50);

    @TempDir
    Path folder;

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
    @CsvSource({"8, 1", "8, 2", "16, 1", "16, 3", "24, 1", "32, 1", "32, 2"})
    void aVirtualStackGivesWhatALoadedOneGives(int bits, int channels) {
        String file = folder.resolve("stack.tif").toString();
        assertTrue(new FileSaver(Pictures.hyperstack(bits, channels, 3, 2)).saveAsTiff(file));
        ImagePlus loaded = new Opener().openImage(file);
        ImagePlus virtual = FileInfoVirtualStack.openVirtual(file);
        assertTrue(virtual.getStack().isVirtual());
        for (ImagePlus image : List.of(loaded, virtual)) {
            image.setPosition(1, 2, 2);
            image.setRoi(2, 1, 12, 11);
        }
        for (boolean exact : new boolean[] {false, true}) {
            ImageReconstruction expected = inverted(loaded, exact), got = inverted(virtual, exact);
            assertSame(expected.reconstruction(), got.reconstruction());
            assertSame(expected.errors(), got.errors());
            assertSame(expected.switchstack().orElseThrow(), got.switchstack().orElseThrow());
            assertTrue(got.reconstruction().getStack().isVirtual());
            ImagePlus overlaid = expected.switches().orElseThrow(),
                    painted = got.switches().orElseThrow();
            assertEquals(24, painted.getBitDepth());
            assertArrayEquals(new int[] {12, 11, 1, 3, 2}, painted.getDimensions());
            assertEquals(2, painted.getZ());
            painted.setOverlay(null);
            assertArrayEquals((int[]) overlaid.flatten().getProcessor().getPixels(), (int[])
                    painted.getProcessor().getPixels());
        }
    }

    @Test
    void aFilmIsReconstructedFrameByFrame() throws IOException {
        ImageStack frames = new ImageStack(24, 16);
        for (int i = 0; i < 3; i++) frames.addSlice(Pictures.noise(8, 24, 16).getProcessor());
        String file = folder.resolve("film.avi").toString();
        new AVI_Writer().writeImage(new ImagePlus("film", frames), file, AVI_Writer.NO_COMPRESSION, 0);
        ImagePlus virtual = AVI_Reader.openVirtual(file);
        assertTrue(virtual.getStack().isVirtual());
        ImagePlus loaded = AVI_Reader.open(file, false);
        assertSame(
                inverted(loaded, false).reconstruction(),
                inverted(virtual, false).reconstruction());
    }

    @Test
    void theResultIsSavedLikeAnyOther() {
        String file = folder.resolve("stack.tif").toString(),
                result = folder.resolve("result.tif").toString();
        new FileSaver(Pictures.hyperstack(16, 2, 2, 1)).saveAsTiff(file);
        ImagePlus made = inverted(FileInfoVirtualStack.openVirtual(file), true).reconstruction();
        assertTrue(new FileSaver(made).saveAsTiff(result));
        assertSame(made, new Opener().openImage(result));
    }

    @Test
    void aNetworkTakesAVirtualStackToo() {
        String file = folder.resolve("stack.tif").toString();
        ImageStack large = new ImageStack(300, 260);
        for (int i = 0; i < 2; i++)
            large.addSlice("slice " + i, Pictures.noise(8, 300, 260).getProcessor());
        new FileSaver(new ImagePlus("large.tif", large)).saveAsTiff(file);
        ImageReconstruction expected = throughANetwork(new Opener().openImage(file));
        ImageReconstruction got = throughANetwork(FileInfoVirtualStack.openVirtual(file));
        assertSame(expected.reconstruction(), got.reconstruction());
        assertSame(expected.errors(), got.errors());
    }

    /** A few slices are in memory at a time, whatever Java's heap would bear. */
    @Test
    void noMoreThanAFewSlicesAreLoadedAtOnce() {
        int slices = 40;
        List<WeakReference<Object>> loaded = new ArrayList<>();
        ImagePlus image = new ImagePlus(
                "endless",
                new LazyStack(
                        64,
                        64,
                        16,
                        slices,
                        n -> {
                            System.gc();
                            assertTrue(
                                    loaded.stream()
                                                    .filter(pixels -> pixels.get() != null)
                                                    .count()
                                            <= 6,
                                    "slice " + n);
                            ImageProcessor slice = new ShortProcessor(64, 64);
                            slice.set(n, n, 1000 * n);
                            loaded.add(new WeakReference<>(slice.getPixels()));
                            return slice;
                        },
                        n -> "slice " + n));
        ImageReconstruction results = new ImageInversion(
                        engine,
                        FilterBank.of(new float[] {1}, 1, 1, 1, 1),
                        POOLED,
                        new InversionSettings(1, StepRule.UNIT, Scaling.NONE, 0, false))
                .reconstruct(InputImage.of(image), false, Provenance.empty(), Monitor.NONE);
        assertEquals(slices, results.reconstruction().getStackSize());
        assertEquals(7000, results.reconstruction().getStack().getProcessor(7).get(7, 7), 1);
        assertTrue(loaded.size() >= slices);
    }

    private static ImageReconstruction inverted(ImagePlus image, boolean exact) {
        InputImage input = InputImage.of(image);
        return new ImageInversion(
                        engine,
                        GaussianFilters.unitNorm(4, input.channels(), 3, 1),
                        POOLED,
                        new InversionSettings(2, StepRule.NORMALISED, Scaling.MATCH_NORM, 0, true))
                .reconstruct(input, exact, Provenance.empty(), Monitor.NONE);
    }

    private static ImageReconstruction throughANetwork(ImagePlus image) {
        Network network = Network.gaussian(KnownNetworks.named("VGG-16").upTo("conv1_1"), 1);
        NetworkInput input = NetworkInput.of(InputImage.of(image), NetworkInput.Scaling.TYPE_RANGE, 3);
        return new NetworkImageInversion(
                        ForwardPass.to(network, "conv1_1"),
                        Preprocessing.of("RGB minus mean"),
                        ImageNetResize.of("256 and crop 224"),
                        NetworkInversionSettings.layerWise(Unpooling.SWITCHES, 1))
                .reconstruct(engine, input, false, Provenance.empty(), Monitor.NONE);
    }

    private static void assertSame(ImagePlus expected, ImagePlus got) {
        assertArrayEquals(expected.getDimensions(), got.getDimensions(), expected.getTitle());
        for (Function<ImagePlus, Object> trait : List.<Function<ImagePlus, Object>>of(
                ImagePlus::getBitDepth,
                ImagePlus::isComposite,
                ImagePlus::getDisplayRangeMin,
                ImagePlus::getDisplayRangeMax,
                ImagePlus::getCurrentSlice,
                image -> image.getCalibration().toString()))
            assertEquals(trait.apply(expected), trait.apply(got), expected.getTitle());
        for (int n = 1; n <= expected.getStackSize(); n++) {
            assertEquals(expected.getStack().getSliceLabel(n), got.getStack().getSliceLabel(n), expected.getTitle());
            ImageProcessor a = expected.getStack().getProcessor(n),
                    b = got.getStack().getProcessor(n);
            for (int i = 0; i < a.getPixelCount(); i++) assertEquals(a.get(i), b.get(i), expected.getTitle() + i);
        }
        got.setSlice(got.getStackSize());
        expected.setSlice(expected.getStackSize());
        assertEquals(expected.getDisplayRangeMax(), got.getDisplayRangeMax(), "kept from slice to slice");
        if (expected.getBitDepth() != 24)
            assertEquals(
                    expected.getProcessor().getLut().getRGB(200),
                    got.getProcessor().getLut().getRGB(200));
    }
}
