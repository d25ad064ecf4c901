package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.filters.FilterBank;

/**
 * A bank of 3×3 filters as Winograd's minimal filtering F(4×4, 3×3) or F(2×2, 3×3) uses it, U = G g Gᵀ (Lavin &amp;
 * Gray 2016): a matrix of inputs and outputs for each of the 36 or 16 positions of a tile.
 *
 * @param matrices for each position, one row per output or, if wide, one row per input; the number of inputs is padded
 *     with zeros to a multiple of {@link GemmKernel#DEPTH}
 * @param inputs channels that are read
 * @param outputs channels that are written
 * @param paddingY zeros above the input
 * @param paddingX zeros left of the input
 * @param variant the size of a tile, and whether a row holds all outputs of one input
 */
record WinogradWeights(
        float[][][] matrices, int inputs, int outputs, int paddingY, int paddingX, WinogradVariant variant) {

    /** Channels below which the transforms cost more than they save. */
    private static final int FEWEST = 16;

    private static final double[][] G = {
        {1 / 4.0, 0, 0},
        {-1 / 6.0, -1 / 6.0, -1 / 6.0},
        {-1 / 6.0, 1 / 6.0, -1 / 6.0},
        {1 / 24.0, 1 / 12.0, 1 / 6.0},
        {1 / 24.0, -1 / 12.0, 1 / 6.0},
        {0, 0, 1}
    };

    private static final double[][] G_F2X2 = {
        {1, 0, 0},
        {1 / 2.0, 1 / 2.0, 1 / 2.0},
        {1 / 2.0, -1 / 2.0, 1 / 2.0},
        {0, 0, 1}
    };

    /** Whether a bank has such filters, and enough of them to make up for the transforms. */
    static boolean suits(FilterBank bank) {
        return bank.height() == 3
                && bank.width() == 3
                && bank.stride() == 1
                && bank.groups() == 1
                && Math.min(bank.filters(), bank.channels()) >= FEWEST;
    }

    /** W, or Wᵀ, which is a correlation with the mirrored filters. */
    static WinogradWeights of(WorkerPool workers, FilterBank bank, boolean transposed, WinogradVariant variant) {
        boolean wide = variant.wide();
        int inputs = transposed ? bank.filters() : bank.channels();
        int outputs = transposed ? bank.channels() : bank.filters();
        int depth = GemmKernel.filledUp(inputs, GemmKernel.DEPTH);
        float[][][] matrices = new float[variant.positions()][][];
        for (int position = 0; position < variant.positions(); position++)
            matrices[position] =
                    wide ? GemmKernel.scratch(depth, outputs) : new float[GemmKernel.withSpare(outputs)][depth];
        float[] weights = bank.weights();
        workers.forEach(wide ? inputs : outputs, () -> new double[9 + 18], (scratch, row) -> {
            for (int column = 0; column < (wide ? outputs : inputs); column++) {
                int input = wide ? row : column, output = wide ? column : row;
                int filter = transposed ? input : output, channel = transposed ? output : input;
                int first = (filter * bank.channels() + channel) * 9;
                for (int i = 0; i < 9; i++) scratch[i] = weights[first + (transposed ? 8 - i : i)];
                transform(scratch, matrices, row, column);
            }
        });
        int y = bank.padding().y(), x = bank.padding().x();
        return new WinogradWeights(matrices, inputs, outputs, transposed ? 2 - y : y, transposed ? 2 - x : x, variant);
    }

    boolean wide() {
        return variant.wide();
    }

    private static void transform(double[] g, float[][][] matrices, int row, int column) {
        double[][] u = matrices.length == WinogradVariant.F2X2.positions() ? G_F2X2 : G;
        for (int i = 0; i < u.length; i++)
            for (int x = 0; x < 3; x++) g[9 + 3 * i + x] = u[i][0] * g[x] + u[i][1] * g[3 + x] + u[i][2] * g[6 + x];
        for (int i = 0; i < u.length; i++)
            for (int j = 0; j < u.length; j++)
                matrices[u.length * i + j][row][column] =
                        (float) (u[j][0] * g[9 + 3 * i] + u[j][1] * g[10 + 3 * i] + u[j][2] * g[11 + 3 * i]);
    }
}
