package sc.fiji.invertibility.measure;

/** Eigenvalues of a small symmetric matrix by Jacobi's rotations (Golub and Van Loan, "Matrix Computations", 8.5). */
final class SymmetricEigenvalues {

    private static final double PRECISION = 1e-14;
    private static final int MOST_SWEEPS = 50;

    private SymmetricEigenvalues() {}

    /** The eigenvalues in no order. The matrix is overwritten. */
    static double[] of(double[][] a) {
        return of(a, new double[0][]);
    }

    /**
     * The eigenvalues in no order, with their vectors. The matrix is overwritten.
     *
     * @param vectors a matrix of the same size, which receives the vector of the i-th eigenvalue as its i-th column; or
     *     an empty one
     */
    static double[] of(double[][] a, double[][] vectors) {
        for (int i = 0; i < vectors.length; i++) vectors[i][i] = 1;
        double squares = 0;
        for (double[] row : a) for (double value : row) squares += value * value;
        double small = PRECISION * Math.sqrt(squares) / a.length;
        for (int sweep = 0, rotations = 1; sweep < MOST_SWEEPS && rotations > 0; sweep++) {
            rotations = 0;
            for (int p = 0; p < a.length; p++)
                for (int q = p + 1; q < a.length; q++)
                    if (Math.abs(a[p][q]) > small) {
                        rotate(a, vectors, p, q);
                        rotations++;
                    }
        }
        double[] diagonal = new double[a.length];
        for (int i = 0; i < a.length; i++) diagonal[i] = a[i][i];
        return diagonal;
    }

    /** Makes a[p][q] zero. */
    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double tangent = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
        double cosine = 1 / Math.hypot(1, tangent), sine = tangent * cosine;
        rotateColumns(a, p, q, cosine, sine);
        rotateColumns(vectors, p, q, cosine, sine);
        double[] rowP = a[p], rowQ = a[q];
        for (int i = 0; i < a.length; i++) {
            double pi = rowP[i], qi = rowQ[i];
            rowP[i] = cosine * pi - sine * qi;
            rowQ[i] = sine * pi + cosine * qi;
        }
    }

    private static void rotateColumns(double[][] a, int p, int q, double cosine, double sine) {
        for (double[] row : a) {
            double ip = row[p], iq = row[q];
            row[p] = cosine * ip - sine * iq;
            row[q] = sine * ip + cosine * iq;
        }
    }
}
