package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.java.JavaEngine;

/**
 * Runs the kernels for GPUs on a simulator that reports data races, and compares the results with those of the Java
 * engine; see {@code scripts/races}.
 */
public final class RaceCheck {

    private static final double AGREEMENT = 1e-5;

    private RaceCheck() {}

    /**
     * Runs all work, or only that whose name contains a text; ends with 1 if an engine disagrees.
     *
     * @param arguments the text, or nothing
     */
    public static void main(String[] arguments) {
        boolean agree = true;
        for (SmallWork work : SmallWork.all()) {
            if (arguments.length > 0 && !work.name().contains(arguments[0])) continue;
            float[] expected;
            try (Engine java = JavaEngine.create(1, Long.MAX_VALUE)) {
                expected = values(work, java);
            }
            agree &= check(work, "all that the device allows", GpuTestDevice.limits(), expected);
            agree &= check(work, "small groups", GpuTestDevice.SMALL, expected);
        }
        System.exit(agree ? 0 : 1);
    }

    private static boolean check(SmallWork work, String device, DeviceLimits limits, float[] expected) {
        // Before the work, so that the simulator's messages stand below it.
        System.err.printf("%s, %s%n", work.name(), device);
        long start = System.nanoTime();
        try (Engine engine = GpuTestDevice.open(limits, Long.MAX_VALUE)) {
            double error = error(expected, values(work, engine));
            boolean agrees = error <= AGREEMENT;
            System.err.printf(
                    Locale.ROOT,
                    "    %.1f s, off by %.1e%s%n",
                    (System.nanoTime() - start) / 1e9,
                    error,
                    agrees ? "" : ": the engines disagree");
            return agrees;
        }
    }

    private static float[] values(SmallWork work, Engine engine) {
        List<Float> values = new ArrayList<>();
        try (Scope scope = new Scope()) {
            for (FeatureMap map : work.job().on(engine, scope))
                for (FloatType value : engine.download(map)) values.add(value.get());
        }
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) array[i] = values.get(i);
        return array;
    }

    /** The relative distance; infinite if there are not as many values. */
    private static double error(float[] expected, float[] values) {
        if (expected.length != values.length) return Double.POSITIVE_INFINITY;
        double distance = 0, norm = 0;
        for (int i = 0; i < values.length; i++) {
            distance += Math.pow(values[i] - (double) expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(distance / norm);
    }
}
