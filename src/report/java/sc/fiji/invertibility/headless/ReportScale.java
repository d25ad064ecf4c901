package sc.fiji.invertibility.headless;

/**
 * How many codes are drawn, and how large the pictures are.
 *
 * @param lineDraws codes of the one-dimensional model-RIP (figure 2)
 * @param planeDraws codes of each two-dimensional one (figure 3)
 * @param recoveredDraws windows whose codes Algorithm 2 recovers (figure 3 (b) and (c))
 * @param planeFilters K = M of the layer of random filters in figure 3; the paper's conv(5,2) has 512
 * @param seeds the number of Gaussian banks that each layer's filters are compared with
 * @param crop side in pixels of the pictures' central part that is measured
 * @param everyLayer whether every layer of the networks is measured with random filters, or a single small one
 */
record ReportScale(
        int lineDraws, int planeDraws, int recoveredDraws, int planeFilters, int seeds, int crop, boolean everyLayer) {

    /** The paper's numbers; for recovered codes, which it does not count, as many as take a few minutes. */
    static final ReportScale FULL = new ReportScale(1000, 1000, 32, 512, 3, 128, true);

    /** A quick check that everything works. */
    static final ReportScale TINY = new ReportScale(20, 4, 2, 8, 2, 16, false);

    /**
     * The number of non-zero units that a percentage corresponds to in a map of this side, at most one per 2×2 block.
     */
    static int nonzeros(int filters, int side, double percent) {
        int blocks = (side + 1) / 2;
        return (int)
                Math.max(1, Math.min(filters * blocks * blocks, Math.round(filters * side * side * percent / 100)));
    }
}
