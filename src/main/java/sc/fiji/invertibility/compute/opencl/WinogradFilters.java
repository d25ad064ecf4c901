package sc.fiji.invertibility.compute.opencl;

/** Filters as Winograd's minimal filtering F(4×4, 3×3) multiplies with them: U = G g Gᵀ. */
final class WinogradFilters {

    /** Places of a transformed filter. */
    static final int PLACES = 36;

    private static final double[][] G = {
        {1 / 4.0, 0, 0},
        {-1 / 6.0, -1 / 6.0, -1 / 6.0},
        {-1 / 6.0, 1 / 6.0, -1 / 6.0},
        {1 / 24.0, 1 / 12.0, 1 / 6.0},
        {1 / 24.0, -1 / 12.0, 1 / 6.0},
        {0, 0, 1}
    };

    private WinogradFilters() {}

    /** {@return the filters, as [36 places][32 filters][channel][filter]} */
    static float[] transform(Correlation c) {
        int packs = (c.filters() + Method.PACK - 1) / Method.PACK;
        int placeSize = packs * Method.PACK * c.channels();
        float[] packed = new float[PLACES * placeSize];
        double[] rows = new double[18];
        for (int k = 0; k < c.filters(); k++)
            for (int m = 0; m < c.channels(); m++) {
                int at = (k / Method.PACK * c.channels() + m) * Method.PACK + k % Method.PACK;
                for (int i = 0; i < 6; i++)
                    for (int x = 0; x < 3; x++)
                        rows[3 * i + x] = G[i][0] * c.weight(k, m, 0, x)
                                + G[i][1] * c.weight(k, m, 1, x)
                                + G[i][2] * c.weight(k, m, 2, x);
                for (int i = 0; i < 6; i++)
                    for (int j = 0; j < 6; j++)
                        packed[(6 * i + j) * placeSize + at] =
                                (float) (G[j][0] * rows[3 * i] + G[j][1] * rows[3 * i + 1] + G[j][2] * rows[3 * i + 2]);
            }
        return packed;
    }
}
