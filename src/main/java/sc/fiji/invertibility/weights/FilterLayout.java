package sc.fiji.invertibility.weights;

import java.util.List;

/** The order of the axes of filters in a file: O is K, I is M. */
enum FilterLayout {
    OIHW(new int[] {0, 1, 2, 3}, new int[] {0, 1}),
    HWIO(new int[] {3, 2, 0, 1}, new int[] {1, 0});

    private final int[] filterAxes;
    private final int[] matrixAxes;

    FilterLayout(int[] filterAxes, int[] matrixAxes) {
        this.filterAxes = filterAxes;
        this.matrixAxes = matrixAxes;
    }

    /** The indices of K, M, ℓy, ℓx (or K, M for a matrix) among the file's axes. */
    int[] axes(int rank) {
        return rank == 4 ? filterAxes.clone() : matrixAxes.clone();
    }

    /**
     * Guesses the order from a shape: filters are square, and smaller than their number and their channels. Returns
     * this order if the shape is inconclusive.
     */
    FilterLayout orAsShaped(List<Integer> shape) {
        if (shape.size() != 4) return this;
        boolean oihw = spatial(shape.get(2), shape.get(3), shape.get(0), shape.get(1));
        boolean hwio = spatial(shape.get(0), shape.get(1), shape.get(2), shape.get(3));
        return oihw == hwio ? this : oihw ? OIHW : HWIO;
    }

    private static boolean spatial(int height, int width, int a, int b) {
        return height == width && height <= Math.max(a, b) && !(a == b && a < height);
    }
}
