package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CutoffEstimateTest {

    private static final double KEPT = 0.25;

    /** Windows of random units, which differ in scale. */
    private static SampledStep sample() {
        SplittableRandom random = new SplittableRandom(1);
        List<float[]> windows = Stream.generate(() -> window(random)).limit(256).toList();
        SampledStep step = new SampledStep(null);
        step.add(null, windows);
        return step;
    }

    private static float[] window(SplittableRandom random) {
        float[] units = new float[1024];
        double scale = 0.5 + random.nextDouble();
        for (int i = 0; i < units.length; i++) units[i] = (float) (scale * random.nextDouble());
        return units;
    }

    private static CutoffEstimate.Result estimate(SampledStep step, double[] last) {
        return CutoffEstimate.of(step, KEPT, last).orElseThrow();
    }

    @Test
    void whatTheLastStepKeptCentresTheBracket() {
        SampledStep step = sample();
        float cutoff = 0.7f;
        double[] last = step.shares(cutoff);
        CutoffEstimate.Result corrected = estimate(step, last);
        assertTrue(corrected.bracket().lowest() < cutoff
                && cutoff < corrected.bracket().highest());
        double share = Arrays.stream(last).average().orElseThrow();
        assertTrue(Math.abs(share - KEPT) > corrected.part(), "the cutoff is not that of the windows: " + share);
    }

    /** As after short steps, when other units may change in the rest of the image. */
    @Test
    void windowsInWhichNothingChangesAreNotTrustedAltogether() {
        SampledStep step = sample();
        double alone = estimate(step, null).part(),
                corrected = estimate(step, step.shares(0.7f)).part();
        assertTrue(corrected > 0.2 * alone && corrected < 0.3 * alone, corrected + " of " + alone);
    }
}
