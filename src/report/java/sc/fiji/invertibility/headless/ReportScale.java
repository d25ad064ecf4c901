package sc.fiji.invertibility.headless;

/**
 * How much is measured.
 *
 * @param lineDraws codes of the one-dimensional model-RIP (figure 2)
 * @param lineBanks the banks that they are divided among
 * @param planeDraws codes of each two-dimensional one (figure 3)
 * @param largeDraws the same for the layers of the size of conv(5,2)
 * @param planeBanks the banks of random filters that either are divided among
 * @param windows windows of each photo whose codes Algorithm 2 recovers (figure 3 (b) and (c))
 * @param planeFilters K = M of the layer of random filters in figure 3; the paper's conv(5,2) has 512
 * @param seeds the number of Gaussian banks that each layer's coherence is compared with
 * @param photos the most photos of the folder that are reconstructed; activations are counted in all of them
 * @param crop side in pixels of the photos' central part that is measured
 * @param iterations the most iterations of Algorithm 2 for each line
 * @param classifierImages training images of the classifiers of table 1
 * @param classifierFilters K of their layers
 * @param learnedLayers the most layers of learned filters, at most 3
 * @param decoderMinutes how long each decoder for VGG is trained; 0: none is
 * @param everyLayer whether every layer of the networks is measured with random filters, or a single small one
 */
record ReportScale(
        int lineDraws,
        int lineBanks,
        int planeDraws,
        int largeDraws,
        int planeBanks,
        int windows,
        int planeFilters,
        int seeds,
        int photos,
        int crop,
        int iterations,
        int classifierImages,
        int classifierFilters,
        int learnedLayers,
        double decoderMinutes,
        boolean everyLayer) {

    /** What two processors measure in at most half an hour. */
    static final ReportScale USUAL =
            new ReportScale(1000, 50, 1000, 100, 10, 2, 512, 100, 10, 128, 20000, 10_000, 64, 3, 0, true);

    /** At least the paper's 1,000 draws in all figures, and all photos; it takes hours. */
    static final ReportScale FULL =
            new ReportScale(5000, 100, 5000, 1000, 20, 9, 512, 1000, 100, 224, 200000, 50_000, 256, 3, 20, true);

    /** A quick check that everything works. */
    static final ReportScale TINY = new ReportScale(20, 4, 4, 4, 2, 2, 8, 5, 2, 16, 300, 20, 4, 3, 0.02, false);

    /**
     * The number of non-zeros that a sparsity in percent of the pooled units corresponds to, one unit for each 2×2 block
     * of maps of this side.
     */
    static int ofUnits(int filters, int side, double percent) {
        int blocks = (side + 1) / 2;
        return (int) Math.max(1, Math.round((double) filters * blocks * blocks * percent / 100));
    }

    /** The number if the percentage is one of all activations, but at most one for each 2×2 block. */
    static int ofActivations(int filters, int side, double percent) {
        int blocks = (side + 1) / 2;
        return (int)
                Math.max(1, Math.min(filters * blocks * blocks, Math.round(filters * side * side * percent / 100)));
    }
}
