package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** Tables 3 and 6: how alike a layer's filters are, and where the paper's numbers lie among random banks. */
final class CoherenceChapter implements Chapter {

    static final String TITLE = "Tables 3 and 6: coherence of filters";

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        page.paragraph(
                "The largest inner product of two distinct filters of a layer at unit norm, without shifts, signed"
                        + " and in magnitude; and that of Gaussian banks of the same shape, n banks a layer, each layer with seeds"
                        + " of its own. A single bank is one draw of a maximum: the paper's number for a layer is compared with"
                        + " the banks' spread, as its percentile among them.");
        for (ReportInputs.Trained trained : inputs.trained()) learned(experiments, trained, page);
        if (inputs.trained("AlexNet").isEmpty())
            experiments
                    .claims()
                    .state(
                            "Table 6, learned",
                            Verdict.UNMEASURED,
                            TITLE,
                            "no weights of AlexNet were given (`weights=FILE`)");
        random(experiments, page, "VGG-16", "Table 3");
        random(experiments, page, "AlexNet", "Table 6");
    }

    private static void learned(ExperimentRunner experiments, ReportInputs.Trained trained, Markdown page)
            throws IOException {
        String name = trained.network().toLowerCase(Locale.ROOT);
        Optional<ExperimentRunner.Results> run = experiments.run(
                "coherence-" + name,
                "Filter Coherence",
                "network",
                trained.network(),
                "filters",
                "Imported",
                "weights",
                trained.file(),
                "seeds",
                experiments.scale().seeds());
        if (run.isEmpty()) return;
        page.heading(3, trained.network() + ", learned filters");
        page.table("layer", "paper", "signed", "in magnitude", "random, signed: mean ± sd", "in magnitude", "n");
        List<String> signed = new ArrayList<>(), absolute = new ArrayList<>(), compared = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        int above = 0, layers = 0;
        for (TableRow row : run.get().table("coherence")) {
            page.row(
                    row.text("layer"),
                    Markdown.number(row.text("paper"), 4),
                    Markdown.number(row.text("signed"), 4),
                    Markdown.number(row.text("absolute"), 4),
                    Markdown.spread(row.text("random_signed_mean"), row.text("random_signed_sd"), 4),
                    Markdown.spread(row.text("random_absolute_mean"), row.text("random_absolute_sd"), 4),
                    row.text("random_banks"));
            layers++;
            double mean = row.number("random_absolute_mean");
            double sd = row.number("random_absolute_sd");
            if (row.number("absolute") > mean + Estimate.AGREE * sd) above++;
            if (row.text("paper").isBlank()) continue;
            compared.add(row.text("layer"));
            if (near(row, "signed")) signed.add(row.text("layer"));
            if (near(row, "absolute")) absolute.add(row.text("layer"));
            if (!near(row, "signed"))
                missed.add(String.format(
                        Locale.ROOT,
                        "%s (%.5f here, printed %.3f)",
                        row.text("layer"),
                        row.number("signed"),
                        row.number("paper")));
        }
        page.paragraph("Of " + layers + " layers, " + above + " have a coherence in magnitude more than "
                + (int) Estimate.AGREE + " standard deviations above that of random banks."
                + (compared.isEmpty()
                        ? ""
                        : " The paper's learned value is met to its three decimals by the signed maximum in "
                                + listed(signed, compared)
                                + ", by the maximum in magnitude, which the paper defines, in "
                                + listed(absolute, compared)
                                + (missed.isEmpty()
                                        ? ""
                                        : "; the signed maximum does not round to it in " + String.join(", ", missed))
                                + (!trained.network().equals("VGG-16")
                                        ? "."
                                        : ". Each value is compared with the layer that it fits, which is one column to the right"
                                                + " of where table 3 prints it for VGG-16: it prints under (1,1), (1,2), (2,1) what is set"
                                                + " beside conv1_2, conv2_1, conv2_2 above.")));
        if (!compared.isEmpty()) claims(experiments, trained, signed, absolute, missed, compared);
        new Figure()
                .picture(run.get().file("pair.png"), "")
                .show(
                        experiments,
                        "coherent-pair-" + name,
                        "The two filters of " + trained.network() + " with the largest product in magnitude.",
                        page);
    }

    private static void claims(
            ExperimentRunner experiments,
            ReportInputs.Trained trained,
            List<String> signed,
            List<String> absolute,
            List<String> missed,
            List<String> compared) {
        boolean shifted = trained.network().equals("VGG-16");
        experiments
                .claims()
                .state(
                        shifted ? "Table 3, learned" : "Table 6, learned",
                        signed.isEmpty()
                                ? Verdict.FAILS
                                : signed.size() == compared.size() && !shifted ? Verdict.HOLDS : Verdict.PARTLY,
                        TITLE,
                        signed.size() + " of " + compared.size()
                                + " layers at hand have the printed number as their signed maximum"
                                + (shifted ? ", printed one column to the left" : "")
                                + (missed.isEmpty() ? "" : "; not so " + String.join(", ", missed)));
        experiments
                .claims()
                .state(
                        "Footnote 8",
                        absolute.size() == compared.size() ? Verdict.HOLDS : Verdict.FAILS,
                        TITLE,
                        "the printed numbers are the maxima in magnitude in " + absolute.size()
                                + ", the signed ones in " + signed.size() + " of " + compared.size() + " layers");
    }

    private static boolean near(TableRow row, String column) {
        return Math.abs(row.number(column) - row.number("paper")) <= 0.0005;
    }

    private static String listed(List<String> some, List<String> all) {
        if (some.isEmpty()) return "none";
        return some.size() + " of " + all.size() + " (" + String.join(", ", some) + ")";
    }

    private static void random(ExperimentRunner experiments, Markdown page, String network, String table)
            throws IOException {
        Optional<ExperimentRunner.Results> run = experiments.run(
                "coherence-random-" + network.toLowerCase(Locale.ROOT),
                "Filter Coherence",
                "network",
                network,
                "layer",
                experiments.scale().everyLayer() ? "" : network.equals("AlexNet") ? "conv1" : "conv1_2",
                "seeds",
                experiments.scale().seeds());
        if (run.isEmpty()) return;
        page.heading(3, network + ", random filters (" + table + ")");
        page.table("layer", "paper", "signed: mean ± sd", "percentile", "in magnitude: mean ± sd", "percentile", "n");
        int layers = 0, signed = 0, absolute = 0;
        double signedSum = 0, absoluteSum = 0;
        for (TableRow row : run.get().table("coherence")) {
            page.row(
                    row.text("layer"),
                    Markdown.number(row.text("paper_random"), network.equals("AlexNet") ? 4 : 3),
                    Markdown.spread(row.text("random_signed_mean"), row.text("random_signed_sd"), 4),
                    Markdown.number(row.text("signed_percentile"), 0),
                    Markdown.spread(row.text("random_absolute_mean"), row.text("random_absolute_sd"), 4),
                    Markdown.number(row.text("absolute_percentile"), 0),
                    row.text("random_banks"));
            if (row.text("signed_percentile").isBlank()) continue;
            double ofSigned = row.number("signed_percentile");
            double ofAbsolute = row.number("absolute_percentile");
            layers++;
            signed += extreme(ofSigned);
            absolute += extreme(ofAbsolute);
            signedSum += ofSigned;
            absoluteSum += ofAbsolute;
        }
        if (layers == 0) return;
        page.paragraph(String.format(
                Locale.ROOT,
                "The paper's number lies outside of the central 98 %% of the banks in %d of %d layers if it is a signed"
                        + " maximum, and in %d if it is one in magnitude; the mean percentile is %.0f and %.0f, where 50 ± %.0f"
                        + " is to be expected of %d independent draws.",
                signed,
                layers,
                absolute,
                signedSum / layers,
                absoluteSum / layers,
                100 / Math.sqrt(12.0 * layers),
                layers));
        experiments
                .claims()
                .state(
                        table + ", random",
                        signed == 0 ? Verdict.HOLDS : Verdict.PARTLY,
                        TITLE,
                        signed + " of " + layers
                                + " numbers are outside of the central 98 % of signed maxima of random banks, "
                                + absolute + " of maxima in magnitude; "
                                + String.format(
                                        Locale.ROOT,
                                        "the mean percentile is %.0f and %.0f, where 50 ± %.0f is to be expected",
                                        signedSum / layers,
                                        absoluteSum / layers,
                                        100 / Math.sqrt(12.0 * layers)));
    }

    private static int extreme(double percentile) {
        return percentile < 1 || percentile > 99 ? 1 : 0;
    }
}
