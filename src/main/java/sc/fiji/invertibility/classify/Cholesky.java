package sc.fiji.invertibility.classify;

/** The factor L of a symmetric positive definite matrix A = LLᵀ, to solve equations with it. */
record Cholesky(double[][] factor) {

    /**
     * Factors a matrix.
     *
     * @param matrix symmetric; its lower triangle is used, and replaced by L
     * @throws IllegalArgumentException if it is not positive definite
     */
    static Cholesky of(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            double[] row = matrix[i];
            for (int j = 0; j <= i; j++) {
                double[] other = matrix[j];
                double sum = row[j];
                for (int k = 0; k < j; k++) sum -= row[k] * other[k];
                if (j < i) row[j] = sum / other[j];
                else if (sum > 0) row[i] = Math.sqrt(sum);
                else throw new IllegalArgumentException("the matrix is not positive definite");
            }
        }
        return new Cholesky(matrix);
    }

    /** The solution x of Ax = b. */
    double[] solve(double[] b) {
        double[] x = b.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) x[i] -= factor[i][k] * x[k];
            x[i] /= factor[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= factor[i][i];
            for (int k = 0; k < i; k++) x[k] -= factor[i][k] * x[i];
        }
        return x;
    }
}
