package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the table of a model-RIP by the names of its quantities. */
final class RipRows {

    private final Map<String, TableRow> rows = new LinkedHashMap<>();

    private RipRows() {}

    static RipRows of(ExperimentRunner.Results results) throws IOException {
        RipRows rip = new RipRows();
        for (TableRow row : results.table("rip")) rip.rows.put(row.text("quantity"), row);
        return rip;
    }

    /** The row of a quantity, empty if it was not measured. */
    TableRow row(String quantity) {
        return rows.getOrDefault(quantity, TableRow.NONE);
    }

    /** The mean with its standard error, clustered by bank. */
    Estimate estimate(String quantity) {
        TableRow row = row(quantity);
        return new Estimate(row.number("mean"), row.number("se"), (int) row.number("draws"), (int) row.number("banks"));
    }

    /** Mean ± standard error; nothing if it was not measured. */
    String meanOf(String quantity) {
        return row(quantity).isEmpty() ? "" : estimate(quantity).text(3);
    }

    /** The mean, in powers of ten if it is large. */
    String scaleOf(String quantity) {
        TableRow row = row(quantity);
        return row.isEmpty() || row.number("mean") < 100
                ? Markdown.number(row.text("mean"), 3)
                : String.format(Locale.ROOT, "%.0e", row.number("mean"));
    }

    String rangeOf(String quantity) {
        TableRow row = row(quantity);
        return Markdown.number(row.text("min"), 3) + " … " + Markdown.number(row.text("max"), 3);
    }

    String draws(String quantity) {
        return row(quantity).text("draws");
    }

    /** The largest observed distortions, and the bound that Theorem 3.3 derives from them, beside the largest error. */
    String theorem() {
        String name = rows.keySet().stream()
                .filter(key -> key.startsWith("bound"))
                .findFirst()
                .orElse("bound");
        boolean vacuous = name.contains("vacuous");
        return "Largest observed distortions: δ_k = "
                + Markdown.number(row("delta_k, largest seen").text("mean"), 3)
                + ", δ_2k = " + Markdown.number(row("delta_2k, largest seen").text("mean"), 3)
                + " (lower bounds of the true constants). "
                + (row("delta_2k, largest seen").number("mean") >= 1
                        ? "As δ_2k is not below 1, Theorem 3.3 does not apply"
                        : "With them, the bound of Theorem 3.3 would be a relative error of "
                                + Markdown.number(row(name).text("mean"), 2)
                                + (vacuous
                                        ? ", which is not below 1 and so vacuous"
                                        : "; the theorem's own may be larger"))
                + "; the largest error measured with switches is "
                + Markdown.number(row("error, switches, 1 iteration").text("max"), 2) + ".";
    }
}
