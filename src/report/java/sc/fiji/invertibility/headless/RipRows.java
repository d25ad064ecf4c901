package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the table of a model-RIP by the names of its quantities. */
final class RipRows {

    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

    private RipRows() {}

    static RipRows of(ExperimentRunner.Results results) throws IOException {
        RipRows rip = new RipRows();
        for (Map<String, String> row : results.table("rip")) rip.rows.put(row.get("quantity"), row);
        return rip;
    }

    /** The row of a quantity, empty if it was not measured. */
    Map<String, String> row(String quantity) {
        return rows.getOrDefault(quantity, Map.of());
    }

    /** The mean with its standard error, clustered by bank. */
    Estimate estimate(String quantity) {
        Map<String, String> row = row(quantity);
        return new Estimate(
                Double.parseDouble(row.get("mean")),
                Double.parseDouble(row.get("se")),
                Integer.parseInt(row.get("draws")),
                Integer.parseInt(row.get("banks")));
    }

    /** Mean ± standard error; nothing if it was not measured. */
    String meanOf(String quantity) {
        return row(quantity).isEmpty() ? "" : estimate(quantity).text(3);
    }

    /** The mean, in powers of ten if it is large. */
    String scaleOf(String quantity) {
        String mean = row(quantity).get("mean");
        if (mean == null) return Markdown.number(null, 3);
        double value = Double.parseDouble(mean);
        return value < 100 ? Markdown.number(mean, 3) : String.format(Locale.ROOT, "%.0e", value);
    }

    String rangeOf(String quantity) {
        Map<String, String> row = row(quantity);
        return Markdown.number(row.get("min"), 3) + " … " + Markdown.number(row.get("max"), 3);
    }

    String draws(String quantity) {
        return row(quantity).getOrDefault("draws", "0");
    }

    /** The largest observed distortions, and the bound that Theorem 3.3 derives from them, beside the largest error. */
    String theorem() {
        String name = rows.keySet().stream()
                .filter(key -> key.startsWith("bound"))
                .findFirst()
                .orElse("bound");
        boolean vacuous = name.contains("vacuous");
        return "Largest observed distortions: δ_k = "
                + Markdown.number(row("delta_k, largest seen").get("mean"), 3)
                + ", δ_2k = " + Markdown.number(row("delta_2k, largest seen").get("mean"), 3)
                + " (lower bounds of the true constants). Theorem 3.3 derives from them a relative error of at"
                + " most "
                + Markdown.number(row(name).get("mean"), 2)
                + (vacuous ? ", which is not below 1, so the bound is vacuous here" : ", which is not vacuous")
                + "; the largest error measured with switches is "
                + Markdown.number(row("error, switches, 1 iteration").get("max"), 2) + ".";
    }
}
