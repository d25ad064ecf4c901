package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.measure.ResultsTable;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.Command;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.image.Pictures;
import sc.fiji.invertibility.measure.RipQuantity;

/** The commands that redo the paper's tables and figures. */
class MeasurementsTest {

    @Test
    void coherenceOfRealFiltersStandsBesideThePapers() {
        File weights = Shared.file("weights/vgg16/vgg16_conv1-2_v2.caffemodel").toFile();
        Ran ran = Ran.command(FilterCoherence.class, "filters", "Imported", "weights", weights, "seeds", 2);
        assertNull(ran.refusal());
        ResultsTable table = ran.output("coherence", ResultsTable.class);
        assertEquals(
                "layer\tsigned\tabsolute\trandom_signed_mean\trandom_signed_sd\trandom_absolute_mean"
                        + "\trandom_absolute_sd\trandom_banks\tpaper\tpaper_random\tsigned_percentile"
                        + "\tabsolute_percentile",
                table.getColumnHeadings().strip());
        assertEquals(4, table.size());
        assertEquals("conv1_2", table.getStringValue("layer", 1));
        assertEquals(0.9427, table.getValue("signed", 1), 1e-4);
        assertEquals(0.943, table.getValue("paper", 1));
        assertEquals(0.8971, table.getValue("absolute", 2), 1e-4);
        assertEquals("", table.getStringValue("paper", 0));
        ImagePlus histogram = ran.output("histogram", ImagePlus.class);
        assertEquals(4, histogram.getStackSize());
        assertEquals("Pairs of conv1_2", histogram.getStack().getSliceLabel(2));
        assertTrue(ran.output("pair", ImagePlus.class).getTitle().matches("conv1_1-filters \\d+ and \\d+"));
    }

    @Test
    void coherenceOfOneRandomLayer() {
        Ran ran = Ran.command(FilterCoherence.class, "network", "Single layer", "count", 8, "channels", 2, "size", 3);
        assertNull(ran.refusal());
        ResultsTable table = ran.output("coherence", ResultsTable.class);
        assertEquals(1, table.size());
        assertTrue(table.getValue("absolute", 0) >= table.getValue("signed", 0));
        assertTrue(ran.output("histogram", ImagePlus.class).getWidth() > 100);
        ImagePlus pair = ran.output("pair", ImagePlus.class);
        List<String> below = new ArrayList<>();
        for (Roi label : pair.getOverlay()) below.add(label.getName());
        assertEquals("conv1-filters " + below.get(1) + " and " + below.get(2), pair.getTitle());
        Matcher heading = Pattern.compile("inner product (-?\\d\\.\\d{3})")
                .matcher(((TextRoi) pair.getOverlay().get(0)).getText());
        assertTrue(heading.find(), "the heading tells how alike they are");
        assertEquals(table.getValue("absolute", 0), Math.abs(Double.parseDouble(heading.group(1))), 5.01e-4);
    }

    @Test
    void coherenceIsTheSameOnEveryDevice() {
        ResultsTable java = null;
        for (String device : new String[] {"Java", "Auto"}) {
            Ran ran = Ran.command(FilterCoherence.class, "layer", "conv2_1", "seeds", 1, "device", device);
            assertNull(ran.refusal());
            ResultsTable table = ran.output("coherence", ResultsTable.class);
            if (java == null) java = table;
            for (String column : new String[] {"signed", "absolute", "random_signed_mean", "random_absolute_mean"})
                assertEquals(java.getValue(column, 0), table.getValue(column, 0), 1e-5, column);
        }
    }

    @Test
    void oneRandomBankHasNoSpread() {
        Ran ran = Ran.command(FilterCoherence.class, "network", "Single layer", "seeds", 1);
        ResultsTable table = ran.output("coherence", ResultsTable.class);
        assertTrue(Double.isNaN(table.getValue("random_signed_sd", 0)));
        assertTrue(Double.isNaN(table.getValue("random_absolute_sd", 0)));
    }

    @Test
    void modelRipInOneDimension() {
        Ran ran = Ran.command(MeasureModelRip.class, "draws", 30, "banks", 3, "device", "Java");
        assertNull(ran.refusal());
        ResultsTable table = ran.output("rip", ResultsTable.class);
        assertEquals(
                "quantity\tmean\tsd\tse\tmin\tmax\tdraws\tbanks",
                table.getColumnHeadings().strip());
        assertEquals("|W'z|/|z|", table.getStringValue("quantity", 0));
        assertEquals(1, table.getValue("mean", 0), 0.05);
        assertEquals(30, table.getValue("draws", 0));
        assertTrue(table.getStringValue("quantity", table.size() - 1).startsWith("bound of Theorem 3.3"));
        assertEquals(
                RipQuantity.values().length,
                ran.output("histograms", ImagePlus.class).getStackSize(),
                "one for each quantity");
    }

    @Test
    void modelRipOfImportedFilters() {
        File weights = Shared.file("weights/vgg16/vgg16_conv1-2_v2.caffemodel").toFile();
        Ran ran = Ran.command(
                MeasureModelRip.class,
                "dimension",
                "2-d",
                "network",
                "VGG-16",
                "filters",
                "Imported",
                "weights",
                weights,
                "layer",
                "conv(1,2)",
                "length",
                8,
                "nonzeros",
                100,
                "draws",
                4,
                "device",
                "Java");
        assertNull(ran.refusal());
        ResultsTable table = ran.output("rip", ResultsTable.class);
        assertEquals(4, table.getValue("draws", 0));
        assertTrue(table.getValue("mean", 0) > 0.5 && table.getValue("mean", 0) < 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wavelet", "Local Fourier", "Cosine", "Gabor"})
    void otherBanksStandBesideRandomOnes(String filters) {
        Ran coherence = Ran.command(
                FilterCoherence.class, "network", "Single layer", "filters", filters, "count", 14, "channels", 2);
        assertNull(coherence.refusal());
        double found = coherence.output("coherence", ResultsTable.class).getValue("absolute", 0);
        boolean orthogonal = filters.equals("Local Fourier") || filters.equals("Cosine");
        assertEquals(orthogonal ? 0 : found, found, 1e-5);
        Ran rip = Ran.command(
                MeasureModelRip.class,
                "dimension",
                "2-d",
                "filters",
                filters,
                "count",
                14,
                "channels",
                2,
                "length",
                12,
                "draws",
                3,
                "device",
                "Java");
        assertNull(rip.refusal());
        assertEquals(3, rip.output("rip", ResultsTable.class).getValue("draws", 0));
    }

    @Test
    void aSparseCodeOfASmallImage() {
        Ran ran = Ran.command(
                RecoverSparseCode.class,
                "image",
                Pictures.noise(8, 20, 18),
                "network",
                "Single layer",
                "resize",
                "None",
                "count",
                12,
                "size",
                3,
                "iterations",
                60,
                "device",
                "Java");
        assertNull(ran.refusal());
        ResultsTable table = ran.output("recovery", ResultsTable.class);
        assertEquals(
                "line\tobjective\tnonzeros\trelative_error\titerations\tgap\tnorm_ratio",
                table.getColumnHeadings().strip());
        assertEquals(3, table.size());
        assertTrue(table.getValue("objective", 2) <= table.getValue("objective", 1));
        assertTrue(table.getValue("objective", 0) <= table.getValue("objective", 2));
        assertEquals(12, ran.output("code", ImagePlus.class).getStackSize());
        assertEquals(20, ran.output("reconstruction", ImagePlus.class).getWidth());
        assertEquals(2, ran.output("objectives", ImagePlus.class).getStackSize());
    }

    @Test
    void whatIsRecoveredOfAnImageIsLikeThatImage() {
        ImagePlus image = IJ.createImage("ramp", "RGB ramp", 40, 30, 2);
        Ran ran = Ran.command(
                RecoverSparseCode.class,
                "image",
                image,
                "resize",
                "None",
                "count",
                24,
                "iterations",
                200,
                "lambda",
                0.002,
                "pool",
                1,
                "device",
                "Java");
        assertNull(ran.refusal());
        ImagePlus recovered = ran.output("reconstruction", ImagePlus.class);
        assertEquals("ramp-recovered", recovered.getTitle());
        assertEquals(24, recovered.getBitDepth());
        double error = ran.output("recovery", ResultsTable.class).getValue("relative_error", 2);
        assertTrue(error < 0.1, "relative error " + error);
        double squares = 0, differences = 0;
        for (int i = 0; i < 40 * 30; i++) {
            int x = image.getProcessor().get(i) & 255,
                    y = recovered.getProcessor().get(i) & 255;
            squares += x * x;
            differences += (x - y) * (x - y);
        }
        assertEquals(error, Math.sqrt(differences / squares), 0.02);
    }

    @Test
    void theInputOfADeeperLayer() {
        Ran ran = Ran.command(
                RecoverSparseCode.class,
                "image",
                Pictures.noise(24, 12, 12),
                "network",
                "VGG-16",
                "resize",
                "None",
                "layer",
                "conv1_2",
                "iterations",
                3,
                "device",
                "Java");
        assertNull(ran.refusal());
        assertEquals(64, ran.output("reconstruction", ImagePlus.class).getStackSize());
    }

    @Test
    void thePreprocessingIsThatOfTheKey() {
        double[] norms = new double[2];
        for (int i = 0; i < 2; i++) {
            Ran ran = Ran.command(
                    RecoverSparseCode.class,
                    "image",
                    Pictures.noise(24, 12, 12),
                    "network",
                    "VGG-16",
                    "resize",
                    "None",
                    "layer",
                    "conv1_1",
                    "preprocessing",
                    i == 0 ? "None" : "RGB 0-1",
                    "iterations",
                    3,
                    "device",
                    "Java");
            assertNull(ran.refusal());
            norms[i] = ran.output("recovery", ResultsTable.class).getValue("objective", 0);
        }
        // they differ by a factor alone, and x is at unit norm
        assertEquals(norms[0], norms[1], 1e-4 * norms[0]);
        Ran minusMean = Ran.command(
                RecoverSparseCode.class,
                "image",
                Pictures.noise(24, 12, 12),
                "network",
                "VGG-16",
                "resize",
                "None",
                "layer",
                "conv1_1",
                "iterations",
                3,
                "device",
                "Java");
        double other = minusMean.output("recovery", ResultsTable.class).getValue("objective", 0);
        assertTrue(Math.abs(other - norms[0]) > 1e-3 * norms[0], other + " and " + norms[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Coherence | device | Abacus | device: there is no device "Abacus", choose one of: Auto, Java
            Recover | preprocessing | CMYK | preprocessing: unknown choice 'CMYK'
            Recover | resize | half | resize: unknown choice 'half'
            Recover | range | all | range: unknown choice 'all'
            Coherence | seeds | 0 | seeds: expected a whole number of at least 1, but got 0
            Coherence | layer | conv9_1 | layer: VGG-16 has no layer named "conv9_1"
            Coherence | layer | pool1 | layer: expected a layer with filters, but pool1 pools
            Coherence | filters | Imported | weights: expected a file
            Rip | filters | Gabor | filters: the 1-d case of section 4.2 is one of 'Gaussian random' filters
            Coherence | filters | Gabor | filters: 'Gabor' is not offered for a whole network
            Rip | draws | 0 | draws: expected a whole number of at least 1, but got 0
            Rip | nonzeros | 97 | nonzeros: expected at most one for each of the 96 filters, but got 97
            Rip | dimension | 3-d | dimension: unknown choice '3-d'
            Recover | lambda | 0.0 | lambda: expected a number above 0, but got 0.0
            Recover | layer | pool1 | layer: has no effect because only imported filters have layers
            Layerwise | layer | conv1_1 | layer: expected a pooling layer, but conv1_1 has filters
            Layerwise | seeds | 0 | seeds: expected a whole number of at least 1, but got 0
            Recover | iterations | 0 | iterations: expected a whole number of at least 1, but got 0
            """)
    void badInputIsRefusedInOneSentence(String command, String key, String value, String sentence) {
        Class<? extends Command> type = switch (command) {
            case "Coherence" -> FilterCoherence.class;
            case "Rip" -> MeasureModelRip.class;
            case "Layerwise" -> LayerwiseError.class;
            default -> RecoverSparseCode.class;
        };
        Object typed = value.matches("\\d+")
                ? (Object) Integer.valueOf(value)
                : value.matches("[\\d.]+") ? (Object) Double.valueOf(value) : value;
        Ran ran = command.startsWith("Recover") || command.startsWith("Layerwise")
                ? Ran.command(type, "image", Pictures.noise(24, 20, 20), "device", "Java", key, typed)
                : Ran.command(type, key, typed);
        assertTrue(ran.refusal() != null && ran.refusal().startsWith(sentence), "" + ran.refusal());
    }
}
