package sc.fiji.invertibility.sparse;

import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;

/**
 * Squared distances between an iterate z, the extrapolated point y, and the next iterate z⁺.
 *
 * @param step ‖z⁺ − y‖²
 * @param signal ‖Wᵀ(z⁺ − y)‖²
 * @param momentum ‖y − z‖²
 * @param whole ‖z⁺ − z‖²
 */
record IterateDistances(double step, double signal, double momentum, double whole) {

    /** The maps whose squared distances to those of {@link #to} are measured. */
    static List<FeatureMap> from(ExtrapolatedStep y, FeatureMap nextSignal) {
        return List.of(y.next(), nextSignal, y.code(), y.next());
    }

    static List<FeatureMap> to(Point z, ExtrapolatedStep y) {
        return List.of(y.code(), y.signal(), z.code(), z.code());
    }

    static IterateDistances of(double[] squaredDistances) {
        return new IterateDistances(squaredDistances[0], squaredDistances[1], squaredDistances[2], squaredDistances[3]);
    }

    /** The momentum points uphill: 2⟨y − z⁺, z⁺ − z⟩ &gt; 0, by the law of cosines. */
    boolean turnBack() {
        return momentum - step - whole > 0;
    }
}
