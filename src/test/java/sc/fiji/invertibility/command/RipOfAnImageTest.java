package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.image.Pictures;

/** Figure 3 (b) and (c), and the sparsity of figure 3 (a), from an image. */
class RipOfAnImageTest {

    @Test
    void recoveredCodesOfAnImageHavePositiveFiniteRatios() {
        Ran ran = rip("image", Pictures.noise(8, 24, 16), "code", "Recovered", "length", 8, "draws", 4);
        assertNull(ran.refusal());
        ResultsTable table = ran.output("rip", ResultsTable.class);
        assertEquals(
                "quantity\tmean\tsd\tse\tmin\tmax\tdraws\tbanks",
                table.getColumnHeadings().strip());
        assertEquals("|W'z|/|z|", table.getStringValue("quantity", 0));
        assertEquals(4, table.getValue("draws", 0));
        assertTrue(table.getValue("min", 0) > 0 && Double.isFinite(table.getValue("max", 0)));
    }

    @Test
    void refusesAWeightThatMakesAllCodesZero() {
        assertEquals(
                "lambda: expected a number below 1, from which on all codes are zero, but got 1.5",
                rip("image", Pictures.noise(8, 24, 16), "code", "Recovered", "length", 8, "lambda", 1.5)
                        .refusal());
    }

    @Test
    void beforeAndAfterReluDiffer() {
        double[] means = new double[2];
        for (int i = 0; i < 2; i++) {
            Ran ran = rip(
                    "image",
                    Pictures.noise(24, 12, 12),
                    "network",
                    "VGG-16",
                    "layer",
                    "conv1_2",
                    "code",
                    "Recovered",
                    "prerelu",
                    i == 0,
                    "length",
                    6,
                    "draws",
                    1);
            assertNull(ran.refusal());
            means[i] = ran.output("rip", ResultsTable.class).getValue("mean", 0);
            assertTrue(means[i] > 0 && Double.isFinite(means[i]), "" + means[i]);
        }
        assertNotEquals(means[0], means[1], 1e-3);
    }

    /** All activations of a black image are zero, so that k is the least there is, 1. */
    @Test
    void theSparsityIsThatOfTheImage() {
        ImagePlus black = new ImagePlus("black", new FloatProcessor(16, 16));
        black.setDisplayRange(0, 1);
        assertEquals(rows("nonzeros", 1), rows("image", black, "nonzeros", 0));
        List<String> noisy = rows("image", Pictures.noise(8, 16, 16), "nonzeros", 0);
        assertNotEquals(rows("nonzeros", 1), noisy);
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        ImagePlus image = Pictures.noise(8, 16, 16);
        refused("image: recovered codes need an image", rip("code", "Recovered"));
        refused("nonzeros: 0 means as many as in the image's own activations", rip("nonzeros", 0));
        refused("nonzeros: expected a whole number of at least 0", rip("nonzeros", -1));
        refused("code: unknown choice 'Real'", rip("code", "Real"));
        refused("prerelu: random codes know no ReLU", rip("prerelu", true));
        refused("prerelu: expected a layer above another", rip("image", image, "code", "Recovered", "prerelu", true));
        refused("code: recovered codes are of section 4.4", Ran.command(MeasureModelRip.class, "code", "Recovered"));
        refused(
                "nonzeros: expected a whole number of at least 1",
                Ran.command(MeasureModelRip.class, "image", image, "nonzeros", 0));
        refused(
                "prerelu: only a convolution has activations before its ReLU",
                rip(
                        "image",
                        Pictures.noise(24, 16, 16),
                        "network",
                        "VGG-16",
                        "layer",
                        "conv2_1",
                        "code",
                        "Recovered",
                        "prerelu",
                        true));
    }

    private static void refused(String sentence, Ran ran) {
        assertTrue(ran.refusal() != null && ran.refusal().startsWith(sentence), "" + ran.refusal());
    }

    private static List<String> rows(Object... inputs) {
        ResultsTable table = rip(inputs).output("rip", ResultsTable.class);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) rows.add(table.getRowAsString(i));
        return rows;
    }

    private static Ran rip(Object... inputs) {
        List<Object> given = List.of(inputs);
        boolean recovered = given.contains("Recovered");
        List<Object> all = new ArrayList<>(List.of("dimension", "2-d", "length", 10, "draws", 3, "device", "Java"));
        if (!recovered) all.addAll(List.of("banks", 1));
        if (!given.contains("network")) all.addAll(List.of("count", 12, "size", 3));
        // where there is an image, that has channels
        if (!recovered && !given.contains(0)) all.addAll(List.of("channels", 1));
        all.addAll(List.of(inputs));
        return Ran.command(MeasureModelRip.class, all.toArray());
    }
}
