package sc.fiji.invertibility.bench;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** The result of a run, unpacked only when it is compared. */
@FunctionalInterface
interface Outcome {

    float[] values();

    static Outcome of(RandomAccessibleInterval<FloatType> image) {
        return () -> {
            float[] values = new float[Math.toIntExact(image.size())];
            int i = 0;
            for (FloatType value : Views.flatIterable(image)) values[i++] = value.get();
            return values;
        };
    }

    /** ‖this − reference‖₂/‖reference‖₂; infinite where the sizes differ. */
    default double relativeError(Outcome reference) {
        float[] ours = values(), theirs = reference.values();
        if (ours.length != theirs.length || ours.length == 0) return Double.POSITIVE_INFINITY;
        double difference = 0, norm = 0;
        for (int i = 0; i < ours.length; i++) {
            difference += ((double) ours[i] - theirs[i]) * ((double) ours[i] - theirs[i]);
            norm += (double) theirs[i] * theirs[i];
        }
        return norm == 0 || Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.sqrt(difference / norm);
    }
}
