package sc.fiji.invertibility.measure;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Approximates both extreme eigenvalues of a symmetric matrix that can only be applied to vectors (Lanczos 1950, with
 * full reorthogonalisation; Golub and Van Loan, "Matrix Computations", 10.1 and 10.3).
 *
 * @param least the vector of the smallest Rayleigh quotient in the Krylov space, of unit norm
 * @param largest the vector of the largest one, of unit norm
 * @param smallestValue the smallest Ritz value, not below the smallest eigenvalue
 * @param largestValue the largest Ritz value, not above the largest eigenvalue
 */
record Lanczos(double[] least, double[] largest, double smallestValue, double largestValue) {

    /** A new direction shorter than this part of the matrix's image is rounding. */
    private static final double EXHAUSTED = 1e-6;

    /**
     * Runs some steps.
     *
     * @param matrix the matrix's product with a vector
     * @param start any vector but zero
     * @param steps the dimension of the Krylov space, ≥ 1
     */
    static Lanczos of(UnaryOperator<double[]> matrix, double[] start, int steps) {
        int most = Math.min(steps, start.length);
        double[][] basis = new double[most][], images = new double[most][];
        double[] next = start.clone();
        double length = norm(next);
        if (!(length > 0)) throw new IllegalArgumentException("the method cannot start from zero");
        int size = 0;
        while (size < most) {
            basis[size] = scaled(1 / length, next);
            images[size] = matrix.apply(basis[size]);
            next = images[size].clone();
            size++;
            // Twice is enough: rounding errors of the first pass are removed by the second.
            for (int pass = 0; pass < 2; pass++)
                for (int j = 0; j < size; j++) add(-dot(next, basis[j]), basis[j], next);
            length = norm(next);
            if (length <= EXHAUSTED * norm(images[size - 1])) break;
        }
        return ofSpace(Arrays.copyOf(basis, size), images);
    }

    private static Lanczos ofSpace(double[][] basis, double[][] images) {
        int size = basis.length;
        double[][] projected = new double[size][size], vectors = new double[size][size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j <= i; j++)
                projected[i][j] = projected[j][i] = (dot(basis[i], images[j]) + dot(basis[j], images[i])) / 2;
        double[] values = SymmetricEigenvalues.of(projected, vectors);
        int least = 0, largest = 0;
        for (int i = 1; i < size; i++) {
            if (values[i] < values[least]) least = i;
            if (values[i] > values[largest]) largest = i;
        }
        return new Lanczos(
                combined(basis, vectors, least), combined(basis, vectors, largest), values[least], values[largest]);
    }

    private static double[] combined(double[][] basis, double[][] vectors, int column) {
        double[] sum = new double[basis[0].length];
        for (int i = 0; i < basis.length; i++) add(vectors[i][column], basis[i], sum);
        return scaled(1 / norm(sum), sum);
    }

    private static void add(double factor, double[] x, double[] y) {
        for (int i = 0; i < y.length; i++) y[i] += factor * x[i];
    }

    private static double[] scaled(double factor, double[] x) {
        double[] result = new double[x.length];
        add(factor, x, result);
        return result;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }
}
