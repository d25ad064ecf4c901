package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.measure.Moments;

/** Means over images do not depend on who measured which of them. */
class MeanTableTest {

    private static List<Map<String, String>> table(Random random) {
        return CsvRows.of(List.of(
                "layer,percent,remark",
                "pool1," + 100 * random.nextDouble() + ",a",
                "pool2," + (random.nextInt(4) == 0 ? "NaN" : random.nextGaussian()) + ","));
    }

    private static MeanTable none() {
        return MeanTable.of("sparsity.csv").orElseThrow();
    }

    @Test
    void partsInAnyOrderGiveTheMeansOfAll() throws IOException {
        Random random = new Random(3);
        List<List<Map<String, String>>> tables = new ArrayList<>();
        for (int i = 0; i < 1000; i++) tables.add(table(random));
        MeanTable whole = none();
        List<MeanTable> parts = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            whole.add(i, tables.get(i));
            if (i % 7 == 0) parts.add(none());
            parts.get(parts.size() - 1).add(i, tables.get(i));
        }
        Collections.shuffle(parts, random);
        List<Map<String, String>> one = written(whole),
                other = written(parts.stream().reduce(none(), MeanTable::and));
        assertEquals(2, one.size());
        for (int row = 0; row < 2; row++) {
            assertEquals(one.get(row).keySet(), other.get(row).keySet());
            assertEquals(one.get(row).get("layer"), other.get(row).get("layer"));
            assertEquals(one.get(row).get("percent_images"), other.get(row).get("percent_images"));
            for (String column : List.of("percent_mean", "percent_sd")) {
                double expected = Double.parseDouble(one.get(row).get(column));
                assertEquals(
                        expected, Double.parseDouble(other.get(row).get(column)), 1e-12 * Math.abs(expected) + 1e-14);
            }
        }
        assertTrue(Integer.parseInt(one.get(1).get("percent_images")) < 1000);
    }

    @Test
    void theyAreThoseOfTheDefinition() throws IOException {
        MeanTable means = none();
        for (int i = 0; i < 5; i++) means.add(i, CsvRows.of(List.of("layer,x", "conv," + i * i)));
        Map<String, String> row = written(means).get(0);
        assertEquals("conv", row.get("layer"));
        assertEquals(6, Double.parseDouble(row.get("x_mean")), 1e-12);
        assertEquals(Math.sqrt((36 + 25 + 4 + 9 + 100) / 4.0), Double.parseDouble(row.get("x_sd")), 1e-12);
    }

    @Test
    void decodedImagesHaveMeansForEachKindOfActivations() throws IOException {
        MeanTable means = MeanTable.of("decode.csv").orElseThrow();
        for (int i = 0; i < 3; i++)
            means.add(
                    i,
                    CsvRows.of(List.of("source,psnr_db,z,t", "True activations," + i + ",1,2", "IHT learned,1,1,2")));
        List<Map<String, String>> rows = written(means);
        assertEquals(2, rows.size());
        assertEquals("True activations", rows.get(0).get("source"));
        assertEquals(1, Double.parseDouble(rows.get(0).get("psnr_db_mean")), 1e-12);
        assertEquals("3", rows.get(0).get("psnr_db_images"));
        assertEquals(
                List.of("source", "psnr_db_mean", "psnr_db_sd", "psnr_db_images"),
                List.copyOf(rows.get(0).keySet()));
    }

    @Test
    void momentsOfPartsAreThoseOfTheWhole() {
        Random random = new Random(1);
        double[] values = random.doubles(999, 1e8, 1e8 + 1).toArray();
        Moments whole = Moments.of(values), joined = Moments.NONE;
        for (int i = 0; i < 999; i += 37)
            joined = joined.and(Moments.of(java.util.Arrays.copyOfRange(values, i, Math.min(999, i + 37))));
        assertEquals(whole.count(), joined.count());
        assertEquals(whole.mean(), joined.mean(), 1e-12 * whole.mean());
        assertEquals(whole.sd(), joined.sd(), 1e-7 * whole.sd());
        assertEquals(whole.max(), joined.max());
    }

    private static List<Map<String, String>> written(MeanTable means) throws IOException {
        StringWriter text = new StringWriter();
        means.write(text);
        return CsvRows.of(text.toString().lines().toList());
    }
}
