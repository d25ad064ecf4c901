package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.measure.RipQuantity;

/** The commands that put the paper's theory to the test. */
class TheoryCommandsTest {

    /** The tables are enough to compute the bounds again, by the definition. */
    @Test
    void aCertificateCanBeCheckedFromItsTables() {
        Ran ran = Ran.command(
                MeasureModelRip.class,
                "count",
                12,
                "channels",
                4,
                "size",
                3,
                "length",
                10,
                "nonzeros",
                4,
                "draws",
                6,
                "banks",
                2,
                "certificate",
                2);
        assertNull(ran.refusal());
        ResultsTable bounds = ran.output("bounds", ResultsTable.class);
        ResultsTable witness = ran.output("witness", ResultsTable.class);
        assertEquals(8, bounds.size());
        Map<Integer, Long> seeds = new HashMap<>();
        for (int row = 0; row < bounds.size(); row++)
            seeds.put((int) bounds.getValue("bank", row), Long.valueOf(bounds.getStringValue("bank_seed", row)));
        Map<String, double[]> signals = new HashMap<>();
        Map<String, Double> squares = new HashMap<>();
        for (int row = 0; row < witness.size(); row++) {
            int b = (int) witness.getValue("bank", row);
            FilterBank bank = GaussianFilters.rectangular(12, 4, 1, 3, seeds.get(b));
            double value = witness.getValue("value", row);
            double[] x = signals.computeIfAbsent(key(witness, row), k -> new double[4 * 10]);
            squares.merge(key(witness, row), value * value, Double::sum);
            for (int m = 0; m < 4; m++)
                for (int j = 0; j < 3; j++)
                    x[m * 10 + (int) witness.getValue("x", row) + j] +=
                            value * bank.weight((int) witness.getValue("filter", row), m, 0, j);
        }
        for (int row = 0; row < bounds.size(); row++) {
            double norm = 0;
            for (double v : signals.get(key(bounds, row))) norm += v * v;
            double ratio = norm / squares.get(key(bounds, row));
            assertEquals(ratio, bounds.getValue("squared_ratio", row), 1e-9, key(bounds, row));
            assertEquals(Math.abs(ratio - 1), bounds.getValue("lower_bound", row), 1e-9);
        }
        double proven = 0;
        for (int row = 0; row < bounds.size(); row++)
            if (bounds.getStringValue("constant", row).equals("delta_k"))
                proven = Math.max(proven, bounds.getValue("lower_bound", row));
        ResultsTable rip = ran.output("rip", ResultsTable.class);
        for (int row = 0; row < rip.size(); row++)
            if (rip.getStringValue("quantity", row).equals("delta_k, largest seen"))
                assertTrue(proven >= rip.getValue("mean", row), "a search beats a few draws");
    }

    private static String key(ResultsTable table, int row) {
        return table.getValue("bank", row) + table.getStringValue("constant", row) + table.getStringValue("end", row);
    }

    @Test
    void thePageExplainsEveryRow() throws IOException {
        String page = Files.readString(Path.of("docs/commands/model-rip.md"));
        for (RipQuantity quantity : RipQuantity.values()) {
            String title = quantity.title().replaceFirst("\\d+ iterations?", "… iterations");
            assertTrue(page.contains("`" + title.replace("|", "\\|") + "`"), title);
        }
    }

    @Test
    void withoutASearchThereIsNoCertificate() {
        Ran ran = Ran.command(MeasureModelRip.class, "count", 12, "channels", 4, "draws", 4, "banks", 1);
        assertNull(ran.output("bounds", ResultsTable.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1-d | nonzeros | 97  | nonzeros: expected at most one for each of the 96 filters, but got 97
            1-d | length   | 4   | length: expected at least the filter size, 5, but got 4
            2-d | nonzeros | 901 | nonzeros: expected at most one for each of the 900 blocks, but got 901
            2-d | length   | 4   | length: expected at least the filter size, 5×5, but got 4
            """)
    void namesTheParameterThatNoCodeHas(String dimension, String parameter, int value, String sentence) {
        boolean flat = dimension.equals("1-d");
        List<Object> given = new ArrayList<>(
                List.of("dimension", dimension, "count", flat ? 96 : 9, "length", 24, "nonzeros", 1, parameter, value));
        if (!flat) given.addAll(List.of("padding", "None"));
        Ran ran = Ran.command(MeasureModelRip.class, given.toArray());
        assertEquals(sentence, ran.refusal());
    }

    /** What is one number has no standard deviation, and a δ of at least 1 no bound. */
    @Test
    void claimsNeitherASpreadOfOneNumberNorABoundBeyondTheTheorem() {
        Ran ran = Ran.command(
                MeasureModelRip.class, "count", 2, "channels", 1, "size", 3, "nonzeros", 2, "draws", 1, "banks", 1);
        ResultsTable rip = ran.output("rip", ResultsTable.class);
        for (int row = 0; row < rip.size(); row++) {
            assertTrue(Double.isNaN(rip.getValue("sd", row)), rip.getStringValue("quantity", row));
            assertTrue(Double.isNaN(rip.getValue("se", row)), rip.getStringValue("quantity", row));
        }
        Ran wide = Ran.command(
                MeasureModelRip.class, "count", 8, "channels", 1, "size", 3, "nonzeros", 8, "draws", 40, "banks", 4);
        ResultsTable table = wide.output("rip", ResultsTable.class);
        assertTrue(table.getValue("mean", table.size() - 2) >= 1, "delta_2k seen");
        assertEquals("bound of Theorem 3.3 (does not apply)", table.getStringValue("quantity", table.size() - 1));
        assertTrue(Double.isNaN(table.getValue("se", table.size() - 1)));
        assertTrue(table.getValue("se", 0) > 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            channels | 8,x  | channels: expected whole numbers of at least 1, separated by commas, but got '8,x'
            nonzeros | 0    | nonzeros: expected whole numbers of at least 1, separated by commas, but got '0'
            nonzeros | 97   | nonzeros: expected at most one for each of the 96 filters, but got 97
            length   | 4    | length: expected at least the filter size, 5, but got 4
            """)
    void saysWhatItCannotMap(String parameter, String value, String sentence) {
        Object typed = parameter.equals("length") ? (Object) Integer.valueOf(value) : value;
        assertEquals(
                sentence,
                Ran.command(MeasurePhaseTransition.class, parameter, typed).refusal());
    }

    @Test
    void mapsAPlaneForEachAlgorithm() {
        Ran ran = Ran.command(MeasurePhaseTransition.class, "channels", "8, 32", "nonzeros", "5,20,60", "draws", 1);
        ResultsTable table = ran.output("recovered", ResultsTable.class);
        assertEquals(6, table.size());
        assertEquals(
                "channels,nonzeros,draws,unit_iht,normalised_iht,htp,omp,cosamp",
                String.join(",", table.getHeadings()));
        ImagePlus map = ran.output("map", ImagePlus.class);
        assertEquals(5, map.getStackSize());
        assertEquals(1, table.getValue("htp", 3), "M = 32, k = 5");
    }

    @Test
    void ablatesTheSwitchesOfAnImage() {
        Ran ran = Ran.command(AblateSwitches.class, "image", noise(), "count", 16);
        assertNull(ran.refusal());
        ResultsTable table = ran.output("ablation", ResultsTable.class);
        assertEquals(7, table.size());
        assertEquals("true", table.getStringValue("code", 0));
        assertTrue(table.getValue("relative_error", 0) < 0.9);
        assertTrue(table.getValue("entropy_of_switches_bits", 0) > 1.9);
        assertEquals(16 * 20 * 18, table.getValue("units", 0));
        for (int row = 1; row < 7; row++)
            assertTrue(table.getValue("relative_error", row) > table.getValue("relative_error", 0));
    }

    @Test
    void saysWhatItCannotAblate() {
        assertEquals(
                "keep: expected a percentage above 0, at most 100, but got 0.0",
                Ran.command(AblateSwitches.class, "image", noise(), "keep", 0).refusal());
    }

    private static ImagePlus noise() {
        ColorProcessor pixels = new ColorProcessor(40, 36);
        Random random = new Random(1);
        for (int i = 0; i < 40 * 36; i++) pixels.set(i, random.nextInt(1 << 24));
        return new ImagePlus("noise", pixels);
    }
}
