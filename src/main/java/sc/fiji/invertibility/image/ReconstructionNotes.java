package sc.fiji.invertibility.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.IterationReport;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.sparse.StepRule;

/**
 * Collects what the user should know of a reconstruction, although nothing failed: planes without anything to lose, and
 * unit steps that lead away from the image, as they may where the norm of W is above √2.
 */
final class ReconstructionNotes {

    private final InputImage input;
    private final boolean unit;
    private final boolean unscaled;
    private int empty;
    private int grown;
    private double worst;
    private String growth;

    ReconstructionNotes(InputImage input, InversionSettings settings) {
        this.input = input;
        this.unit = settings.step() == StepRule.UNIT;
        this.unscaled = settings.scaling() == Scaling.NONE;
    }

    /** Takes the reports of one plane. */
    void put(int z, int t, List<IterationReport> iterations) {
        IterationReport first = iterations.get(0), last = iterations.get(iterations.size() - 1);
        // Only a plane of zeros has no error without a single activation.
        if (first.nonzeros() == 0 && first.relativeError() == 0) empty++;
        boolean several = iterations.size() > 1 && last.relativeError() > first.relativeError();
        // A single iteration has nothing to be compared with but no reconstruction at all, whose error is 1.
        if (!unit || !several && !(unscaled && last.relativeError() > 1)) return;
        grown++;
        if (last.relativeError() <= worst) return;
        worst = last.relativeError();
        String place = input.planes() == 1 ? "" : " in " + new PlanePosition(z, t).text();
        growth = several
                ? String.format(
                        Locale.ROOT,
                        "the relative error grew%s from %.3g in iteration %d to %.3g in iteration %d",
                        place,
                        first.relativeError(),
                        first.iteration(),
                        worst,
                        last.iteration())
                : String.format(
                        Locale.ROOT,
                        "the relative error%s is %.3g after %s, more than the 1 of no reconstruction at all",
                        place,
                        worst,
                        iterations.size() == 1 ? "one unit step" : iterations.size() + " unit steps");
    }

    /** One sentence about each matter. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (empty > 0)
            sentences.add("image: "
                    + (input.planes() == 1
                            ? "all pixels of " + input.described() + " are the same"
                            : "in " + empty + " of the " + input.planes() + " planes of " + input.described()
                                    + " all pixels are the same")
                    + ", and without its mean nothing is left to reconstruct, so that the error is 0");
        if (growth != null)
            sentences.add("step: " + growth + (grown > 1 ? ", and in " + (grown - 1) + " more planes" : "")
                    + "; expected steps that come nearer, such as step=Normalised");
        return sentences;
    }

    /** The record of how it was made, with the sentences. */
    Provenance on(Provenance made) {
        List<String> sentences = sentences();
        return sentences.isEmpty() ? made : made.with("warning", String.join("; ", sentences));
    }
}
