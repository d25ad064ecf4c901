package sc.fiji.invertibility.sparse;

/**
 * Least squares on a given support, min ‖x − Wᵀz‖, by conjugate gradients (CGLS; Björck, "Numerical methods for least
 * squares problems", 1996, 7.4). The supports may have any number of non-zeros in a block.
 *
 * @param w the atoms
 * @param iterations the largest number of iterations, ≥ 1
 * @param tolerance the gradient on the support, relative to W_Γx, that is small enough
 */
record HostLeastSquares(HostDictionary w, int iterations, double tolerance) {

    /**
     * Solves approximately.
     *
     * @param x the signal
     * @param start the support, with the values to begin with
     */
    FoundCode solve(float[] x, FoundCode start) {
        int[] support = start.support();
        if (support.length == 0) return start;
        double[] z = start.values().clone();
        float[] residual = difference(x, w.synthesise(support, z));
        double[] s = w.analyse(support, residual), p = s.clone();
        double gamma = dot(s, s), enough = tolerance * tolerance * squares(w.analyse(support, x));
        for (int i = 0; i < iterations && gamma > enough; i++) {
            float[] q = w.synthesise(support, p);
            double square = squares(q);
            if (!(square > 0)) break;
            double alpha = gamma / square;
            for (int j = 0; j < z.length; j++) z[j] += alpha * p[j];
            for (int j = 0; j < residual.length; j++) residual[j] -= (float) (alpha * q[j]);
            s = w.analyse(support, residual);
            double next = dot(s, s), beta = next / gamma;
            for (int j = 0; j < p.length; j++) p[j] = s[j] + beta * p[j];
            gamma = next;
        }
        return new FoundCode(support, z);
    }

    /** x − Wᵀz. */
    float[] residual(float[] x, FoundCode z) {
        return difference(x, w.synthesise(z.support(), z.values()));
    }

    private static float[] difference(float[] x, float[] y) {
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) result[i] = x[i] - y[i];
        return result;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static double squares(double[] x) {
        return dot(x, x);
    }

    static double squares(float[] x) {
        double sum = 0;
        for (float value : x) sum += (double) value * value;
        return sum;
    }
}
