package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.BankSeeds;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.headless.Claims.Verdict;
import sc.fiji.invertibility.measure.DistortionBound;
import sc.fiji.invertibility.measure.DistortionSearch;
import sc.fiji.invertibility.measure.ModelSparseCodes;
import sc.fiji.invertibility.sparse.FoundCode;
import sc.fiji.invertibility.sparse.HostDictionary;

/**
 * The theorem, its lemmas and the rate of Algorithm 1 where their conditions are proven: in figure 2's setting with so
 * many channels that even Gershgorin's circles stay below what they need.
 */
final class TheoryChapter implements Chapter {

    static final String TITLE = "Where the theory applies: proven upper bounds, the lemmas and the rate";

    private static final int FILTERS = 96, SIZE = 5, LENGTH = 32, ITERATIONS = 10, STARTS = 2;

    /** A number of channels and non-zeros, what is proven of its banks, and the worst that draws show. */
    private static final class Setting {
        private final int channels, k;
        private final double[] least = new double[3], most = new double[3];
        private int draws, within;
        private double factor, missed, code, signal;

        Setting(int channels, int k) {
            this.channels = channels;
            this.k = k;
        }

        /** Whether Theorem 3.3 and its lemmas apply, as far as is proven. */
        boolean proven() {
            return most[1] < 1;
        }

        double lemma(int factor) {
            return factor * most[1] / (1 - most[0]);
        }

        String name() {
            return "M = " + channels + ", k = " + k;
        }
    }

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        boolean usual = experiments.scale().everyLayer();
        int banks = usual ? 3 : 1, draws = usual ? 20 : 2;
        page.heading(2, TITLE);
        page.paragraph(
                "Figure 2's setting (K = 96, ℓ = 5, D = 32) with more channels M, " + banks + " banks and " + draws
                        + " draws each. δ ≥ is the greedy search's, the smallest of the banks; δ ≤ is proven by Gershgorin's circles,"
                        + " the largest of the banks: the inner products of an atom with the others that a support may have add up"
                        + " to no less than what an eigenvalue is off its ‖w‖². Where δ_3k < 1/2, each iteration of Algorithm 1 with"
                        + " its unit step brings z nearer by the factor 2δ_3k (Blumensath and Davies 2009; Baraniuk et al. 2010):"
                        + " zᵢ, zᵢ₊₁ and z have a common support of at most 3k, on which W_ΩW_Ωᵀ differs from the identity by δ_3k, and"
                        + " zᵢ₊₁ is no further from the point that 𝕄 was applied to than z is. The factor measured is the worst of all"
                        + " draws and of the iterations from the first to the tenth that begin above 1e-4 of ‖z‖. Codes are random, so"
                        + " that they are not the worst.");
        page.table(
                "M",
                "k",
                "δ_2k ≥",
                "δ_2k ≤",
                "δ_3k ≥",
                "δ_3k ≤",
                "factor promised",
                "factor, worst measured",
                "Theorem 3.3's bound",
                "‖x̂ − x‖/‖x‖, worst measured",
                "draws");
        List<Setting> settings = new ArrayList<>();
        for (int k : usual ? new int[] {2, 10} : new int[] {1})
            for (int channels : usual ? new int[] {32, 128, 512, 2048, 8192} : new int[] {8, 1024}) {
                Setting setting = new Setting(channels, k);
                experiments.timed("theory-" + channels + "-" + k, () -> measure(setting, banks, draws));
                settings.add(setting);
                row(page, setting);
            }
        claims(experiments, page, settings);
    }

    private static void measure(Setting setting, int banks, int draws) {
        java.util.Arrays.fill(setting.least, Double.POSITIVE_INFINITY);
        List<UnitIterations> all = new ArrayList<>();
        try (Engine engine = Engines.open(Engines.AUTO, warning -> {})) {
            for (int b = 0; b < banks; b++) {
                long seed = BankSeeds.of(setting.channels, b);
                FilterBank bank = GaussianFilters.rectangular(FILTERS, setting.channels, 1, SIZE, seed)
                        .withPadding(Padding.VALID);
                try (HostDictionary w = HostDictionary.of(engine, bank, 1, LENGTH)) {
                    double[] most = new GershgorinBound(w, setting.k).ofSums(3);
                    int block = w.codes().width();
                    DistortionSearch search = new DistortionSearch(bank, 1, LENGTH, block, setting.k, STARTS, seed);
                    for (int sum = 0; sum < 3; sum++) {
                        setting.most[sum] = Math.max(setting.most[sum], most[sum]);
                        double least = search.search(engine, sum + 1, Monitor.NONE)
                                .worst()
                                .bound();
                        setting.least[sum] = Math.min(setting.least[sum], least);
                    }
                    ModelSparseCodes codes = ModelSparseCodes.uniform(w.codes(), block, setting.k, ~seed);
                    for (int i = 0; i < draws; i++)
                        all.add(UnitIterations.of(w, FoundCode.of(codes.code(i)), ITERATIONS));
                }
            }
        }
        for (UnitIterations one : all) {
            setting.factor = Math.max(setting.factor, one.worstFactor());
            setting.missed = Math.max(setting.missed, one.missed());
            setting.code = Math.max(setting.code, one.code()[0]);
            setting.signal = Math.max(setting.signal, one.signal());
            if (one.worstFactor() <= 2 * setting.most[2]) setting.within++;
        }
        setting.draws = all.size();
    }

    private static void row(Markdown page, Setting setting) {
        page.row(
                "" + setting.channels,
                "" + setting.k,
                number(setting.least[1]),
                number(setting.most[1]),
                number(setting.least[2]),
                number(setting.most[2]),
                setting.most[2] < 0.5
                        ? number(2 * setting.most[2])
                        : setting.least[2] >= 0.5 ? "none, δ_3k ≥ 1/2" : "not known",
                number(setting.factor),
                setting.proven()
                        ? number(new DistortionBound(setting.most[0], setting.most[1]).value())
                        : setting.least[1] >= 1 ? "does not apply, δ_2k ≥ 1" : "not known",
                number(setting.signal),
                "" + setting.draws);
    }

    private static void claims(ExperimentRunner experiments, Markdown page, List<Setting> settings) {
        List<Setting> proven = settings.stream().filter(Setting::proven).toList();
        List<Setting> fast = settings.stream().filter(s -> s.most[2] < 0.5).toList();
        List<Setting> never = settings.stream().filter(s -> s.least[2] >= 0.5).toList();
        page.paragraph("A factor below 1 is promised for " + names(fast) + ": there the measured factors are at most "
                + number(fast.stream().mapToDouble(s -> s.factor).max().orElse(Double.NaN))
                + ", and within the promise in "
                + fast.stream().mapToInt(s -> s.within).sum() + " of "
                + fast.stream().mapToInt(s -> s.draws).sum()
                + " draws. No δ_3k below 1/2 exists for " + names(never)
                + ", which the search proves; for the other rows neither is"
                + " proven.");
        if (proven.isEmpty()) return;
        Setting tightest = proven.get(0);
        for (Setting setting : proven) if (bound(setting) < bound(tightest)) tightest = setting;
        String where = "where δ_2k < 1 is proven (" + names(proven) + ")";
        boolean theorem = proven.stream().allMatch(s -> s.signal <= bound(s));
        state(
                experiments,
                "Theorem 3.3",
                theorem,
                where + " the bound is kept; it is smallest for " + tightest.name() + ", " + number(bound(tightest))
                        + ", and the largest error there is " + number(tightest.signal)
                        + (bound(tightest) >= 1 ? ": a bound above 1 says no more than x̂ = 0 does" : ""));
        state(
                experiments,
                "Lemma B.3",
                proven.stream().allMatch(s -> s.missed <= s.lemma(2)),
                where + "; for " + tightest.name() + " at most " + number(tightest.missed) + ", the bound is "
                        + number(tightest.lemma(2)));
        state(
                experiments,
                "Lemma B.4",
                proven.stream().allMatch(s -> s.code <= s.lemma(5)),
                where + "; for " + tightest.name() + " at most " + number(tightest.code) + ", the bound is "
                        + number(tightest.lemma(5)));
        experiments
                .claims()
                .state(
                        "Corollary 3.2",
                        Verdict.PARTLY,
                        TITLE,
                        "δ_2k < 1 is proven for " + names(proven) + ", at least " + number(tightest.least[1])
                                + " and at most " + number(tightest.most[1]) + " for " + tightest.name());
    }

    private static void state(ExperimentRunner experiments, String claim, boolean kept, String words) {
        experiments.claims().state(claim, Verdict.of(kept), TITLE, words);
    }

    private static double bound(Setting setting) {
        return new DistortionBound(setting.most[0], setting.most[1]).value();
    }

    private static String names(List<Setting> some) {
        return some.isEmpty()
                ? "none of the rows"
                : String.join("; ", some.stream().map(Setting::name).toList());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 0.01 ? "%.1e" : "%.2f", value);
    }
}
