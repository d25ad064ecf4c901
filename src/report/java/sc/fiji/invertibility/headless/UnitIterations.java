package sc.fiji.invertibility.headless;

import sc.fiji.invertibility.sparse.BlockLimit;
import sc.fiji.invertibility.sparse.FoundCode;
import sc.fiji.invertibility.sparse.HostDictionary;

/**
 * How far Algorithm 1 with its unit step is from the code z that it recovers from x = Wᵀz.
 *
 * @param code ‖zᵢ − z‖/‖z‖ after each iteration
 * @param missed ‖z|_Ωᶜ‖/‖z‖, Ω the support of z₁
 * @param signal ‖x̂ − x‖/‖x‖ after the first iteration
 */
record UnitIterations(double[] code, double missed, double signal) {

    /** Errors below this part of z are rounding in single precision, and their ratios mean nothing. */
    private static final double ROUNDING = 1e-4;

    static UnitIterations of(HostDictionary w, FoundCode z, int iterations) {
        BlockLimit model = new BlockLimit(w.codes(), w.codes().width(), 1);
        float[] x = w.synthesise(z.support(), z.values()), residual = x.clone();
        double[] errors = new double[iterations];
        FoundCode found = new FoundCode(new int[0], new double[0]);
        double missed = 0, signal = 0;
        for (int i = 0; i < iterations; i++) {
            float[] h = w.analyse(residual);
            for (int j = 0; j < found.support().length; j++) h[found.support()[j]] += (float) found.values()[j];
            int[] support = model.best(h, z.support().length);
            double[] values = new double[support.length];
            for (int j = 0; j < values.length; j++) values[j] = h[support[j]];
            found = new FoundCode(support, values);
            float[] xHat = w.synthesise(support, values);
            for (int j = 0; j < x.length; j++) residual[j] = x[j] - xHat[j];
            errors[i] = z.distance(found) / z.norm();
            if (i > 0) continue;
            missed = z.missedBy(found).norm() / z.norm();
            signal = Math.sqrt(squares(residual) / squares(x));
        }
        return new UnitIterations(errors, missed, signal);
    }

    /** {@return the largest factor by which an iteration changes the distance from z, which is ‖z‖ in the beginning} */
    double worstFactor() {
        double before = 1, worst = 0;
        for (double error : code) {
            if (before < ROUNDING) break;
            worst = Math.max(worst, error / before);
            before = error;
        }
        return worst;
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float value : values) sum += (double) value * value;
        return sum;
    }
}
