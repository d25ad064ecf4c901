package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which sparse codes are recovered, by which algorithm. */
final class PhaseChapter implements Chapter {

    static final String TITLE = "Which codes are recovered: a phase transition";

    private static final List<String> METHODS = List.of("unit_iht", "normalised_iht", "htp", "omp", "cosamp");

    private static final List<String> TITLES = List.of("unit IHT", "normalised IHT", "HTP", "OMP", "CoSaMP");

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        boolean usual = experiments.scale().everyLayer();
        int draws = usual ? 20 : 1;
        Optional<ExperimentRunner.Results> run = experiments.run(
                "phase-transition",
                "Phase Transition",
                "draws",
                draws,
                "channels",
                usual ? "4,8,16,32,64" : "8",
                "nonzeros",
                usual ? "5,10,20,30,40,60,80" : "5,10");
        if (run.isEmpty()) return;
        page.paragraph(
                "The paper uses one iteration of Algorithm 1. How far do more iterations, or other algorithms, get with the"
                        + " same filters? Each share is of " + draws
                        + " draws, each with its own Gaussian bank in figure 2's setting"
                        + " (ℓ = 5, K = 96, D = 32, z uniform in [−1, 1] on the support, one non-zero a filter); a code counts as recovered"
                        + " if ‖ẑ − z‖ ≤ 0.01‖z‖. All algorithms have the same codes. The standard error of a share near 1/2 is "
                        + String.format(Locale.ROOT, "%.2f", Math.sqrt(0.25 / draws)) + ".");
        page.table("M", "k", "unit IHT", "normalised IHT", "HTP", "OMP", "CoSaMP");
        double[] sums = new double[METHODS.size()];
        int cells = 0;
        for (TableRow row : run.get().table("recovered")) {
            List<String> cell = new ArrayList<>(List.of(row.text("channels"), row.text("nonzeros")));
            for (int i = 0; i < METHODS.size(); i++) {
                double share = row.number(METHODS.get(i));
                sums[i] += share;
                cell.add(String.format(Locale.ROOT, "%.2f", share));
            }
            cells++;
            page.row(cell.toArray(String[]::new));
        }
        int best = 0;
        for (int i = 1; i < sums.length; i++) if (sums[i] > sums[best]) best = i;
        page.paragraph(String.format(
                Locale.ROOT,
                "Over the whole map, unit IHT recovers %.0f %% of the codes, normalised IHT %.0f %%, HTP %.0f %%, OMP %.0f %% and"
                        + " CoSaMP %.0f %%; the most: %s. (The standard error of such a percentage is at most %.1f; all have the same codes.)",
                100 * sums[0] / cells,
                100 * sums[1] / cells,
                100 * sums[2] / cells,
                100 * sums[3] / cells,
                100 * sums[4] / cells,
                TITLES.get(best),
                50 / Math.sqrt((double) cells * draws)));
        Figure figure = new Figure();
        for (int i = 1; i <= METHODS.size(); i++) figure.plane(run.get().file("map.tif"), i, "");
        figure.show(experiments, "phase-transition", "Shares of codes that are recovered.", page);
    }
}
