package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.Shared;

@Tag("locale")
class ShowFiltersTest {

    @TempDir
    Path folder;

    @Test
    void oneChannelIsShownSymmetricallyAndEnlargedWithoutSmoothing() throws IOException {
        File file = new TinyWeights()
                .tensor("a.weight", "2,1,1,2", -2, 1, 0, 0.5f)
                .write(folder.resolve("a"))
                .toFile();
        ImagePlus image = shown("filters", "Imported", "weights", file, "zoom", 30);
        assertEquals("a-filters", image.getTitle());
        assertEquals(8, image.getBitDepth());
        Set<Integer> values = new TreeSet<>();
        int[] histogram = image.getProcessor().getHistogram();
        for (int i = 1; i < 256; i++) if (histogram[i] > 0) values.add(i);
        // −2 and 0.5 are the largest of their filters; 1 is half of 2, and 0 is zero in both.
        assertEquals(Set.of(1, 192, 128, 255), values);
        for (int value : values) assertEquals(30 * 30, histogram[value]);
        assertEquals(3, image.getOverlay().size(), "a heading and two numbers");
    }

    @Test
    void threeChannelsAreRedGreenAndBlueInTheFilesOrder() throws IOException {
        float[] first = {1, 0, 0};
        File red = new TinyWeights()
                .tensor("a.weight", "1,3,1,1", first)
                .write(folder.resolve("rgb"))
                .toFile();
        File blue = new TinyWeights()
                .tensor("a.weight", "1,3,1,1", first)
                .blueFirst()
                .write(folder.resolve("bgr"))
                .toFile();
        assertTrue(colours(shown("filters", "Imported", "weights", red)).contains(0xff8080));
        assertTrue(colours(shown("filters", "Imported", "weights", blue)).contains(0x8080ff));
    }

    @Test
    void channelsAreShownOneOrAllOrTheirMean() throws IOException {
        File file = new TinyWeights()
                .tensor("a.weight", "1,2,1,2", 4, 0, -4, 1)
                .write(folder.resolve("a"))
                .toFile();
        ImagePlus all = shown("filters", "Imported", "weights", file, "view", "Each channel");
        assertEquals(2, all.getStackSize());
        assertEquals("channel 2", all.getStack().getSliceLabel(2));
        ImagePlus second = shown("filters", "Imported", "weights", file, "view", "one channel", "channel", 2);
        assertEquals(Set.of(1, 160), greys(second));
        ImagePlus mean = shown("filters", "Imported", "weights", file);
        assertEquals(Set.of(128, 255), greys(mean));
    }

    @Test
    void randomFiltersNeedNoFile() {
        ImagePlus one = shown("count", 8, "size", 3);
        assertEquals(24, one.getBitDepth());
        assertEquals(9, one.getOverlay().size());
        assertNotEquals(colours(one), colours(shown("count", 8, "size", 3, "seed", 2)));
    }

    @Test
    void deeperLayersAreProjectedToTheImage() {
        File vgg = Shared.file("weights/vgg16/vgg16_conv1-2_keras2.h5").toFile();
        ImagePlus image =
                shown("filters", "Imported", "weights", vgg, "layer", "conv(2,1)", "view", "projection", "zoom", 3);
        assertEquals("VGG-16 conv2_1-filters", image.getTitle());
        assertEquals(24, image.getBitDepth());
        // 16 columns of tiles 10 pixels wide, each enlarged threefold, and lines of 2 pixels.
        assertEquals(16 * (3 * 10 + 2) + 2, image.getWidth());
        assertRefused("conv2_1", "filters", "Imported", "weights", vgg, "layer", "fc6", "view", "Projection");
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        File file = new TinyWeights()
                .counting("a.weight", "2,2,3,3")
                .write(folder.resolve("a"))
                .toFile();
        assertRefused("weights: expected a file", "filters", "Imported");
        assertRefused("has no layer named b", "filters", "Imported", "weights", file, "layer", "b");
        assertRefused("view: unknown choice 'Sideways'", "view", "Sideways");
        assertRefused("filters: unknown choice 'Mine'", "filters", "Mine");
        assertRefused("expected filters of 3 channels", "filters", "Imported", "weights", file, "view", "Colour");
        assertRefused("channel: expected a whole number from 1 to 3", "view", "One channel", "channel", 4);
        assertRefused("view: a projection needs the layers below", "view", "Projection");
        assertRefused("no known network", "filters", "Imported", "weights", file, "view", "Projection");
        assertRefused("zoom: expected", "zoom", -1);
        assertRefused("zoom: the montage would have", "zoom", 1000);
        assertRefused("count: expected", "count", 0);
        assertRefused("zoom: expected", "zoom", Integer.MAX_VALUE);
    }

    private static ImagePlus shown(Object... inputs) {
        Ran ran = Ran.command(ShowFilters.class, inputs);
        assertNull(ran.refusal());
        return ran.output("montage", ImagePlus.class);
    }

    private static Set<Integer> colours(ImagePlus image) {
        Set<Integer> colours = new TreeSet<>();
        for (int pixel : (int[]) image.getProcessor().getPixels()) colours.add(pixel & 0xffffff);
        return colours;
    }

    private static Set<Integer> greys(ImagePlus image) {
        Set<Integer> greys = new TreeSet<>();
        for (byte pixel : (byte[]) image.getProcessor().getPixels()) if (pixel != 0) greys.add(pixel & 255);
        return greys;
    }

    private static void assertRefused(String words, Object... inputs) {
        Ran ran = Ran.command(ShowFilters.class, inputs);
        assertTrue(ran.refusal() != null && ran.refusal().contains(words), () -> words + " / " + ran.refusal());
        assertNull(ran.output("montage", ImagePlus.class));
    }
}
