package sc.fiji.invertibility.headless;

/**
 * How much is drawn and how large the pictures are.
 *
 * @param lineDraws codes of the one-dimensional model-RIP (figure 2)
 * @param planeDraws codes of each two-dimensional one (figure 3)
 * @param recoveredDraws windows whose codes Algorithm 2 recovers (figure 3 (b) and (c))
 * @param planeFilters K = M of the layer of random filters in figure 3; the paper's conv(5,2) has 512
 * @param seeds Gaussian banks that each layer's filters are held beside
 * @param crop side in pixels of the pictures' central piece that is measured
 * @param everyLayer whether each layer of the networks is measured with random filters, or one small one
 */
record ReportScale(
        int lineDraws, int planeDraws, int recoveredDraws, int planeFilters, int seeds, int crop, boolean everyLayer) {

    /** What the paper has; of recovered codes, which it does not count, as many as minutes allow. */
    static final ReportScale FULL = new ReportScale(1000, 1000, 32, 512, 3, 128, true);

    /** To see that all of it works. */
    static final ReportScale TINY = new ReportScale(20, 4, 2, 8, 2, 16, false);

    /** How many of the units of a map of this side are not zero for a percentage, at most one a 2×2 block. */
    static int nonzeros(int filters, int side, double percent) {
        int blocks = (side + 1) / 2;
        return (int)
                Math.max(1, Math.min(filters * blocks * blocks, Math.round(filters * side * side * percent / 100)));
    }
}
