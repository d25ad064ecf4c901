package sc.fiji.invertibility.compute.java;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The weights that a set of output channels applies to its inputs: output row q·outputStep + outputPhase adds weight ×
 * input row (q + shift)·inputStep + inputPhase, and likewise for columns.
 *
 * <p>A filter row l at stride t and padding p lies at l − p = shift·t + phase. The convolution reads that phase of its
 * input; the adjoint writes that phase of its output, at the opposite shift.
 *
 * @param firstInput first input channel
 * @param inputs number of input channels
 * @param firstOutput first output channel
 * @param inputStep t of the convolution, 1 of the adjoint
 * @param outputStep 1 of the convolution, t of the adjoint
 * @param outputPhaseY row of the first output, below outputStep
 * @param outputPhaseX column of the first output, below outputStep
 * @param taps positions, shared by all outputs; those of one input channel are adjacent
 * @param outputs number of output channels
 * @param weights a weight for each output and tap, padded with zeros to a multiple of {@link GemmKernel#DEPTH}, and to
 *     {@link GemmKernel#withSpare} outputs
 */
record FilterTaps(
        int firstInput,
        int inputs,
        int firstOutput,
        int inputStep,
        int outputStep,
        int outputPhaseY,
        int outputPhaseX,
        Tap[] taps,
        int outputs,
        float[][] weights) {

    /** Where one weight reads; the channel is counted from the first input. */
    record Tap(int channel, int phaseY, int phaseX, int shiftY, int shiftX) {}

    /** W, one entry per group. */
    static List<FilterTaps> forward(FilterBank bank) {
        int t = bank.stride();
        int channels = bank.filterChannels();
        int filters = bank.filters() / bank.groups();
        int length = channels * bank.height() * bank.width();
        float[] all = bank.weights();
        Tap[] taps = new Tap[length];
        for (int m = 0, i = 0; m < channels; m++)
            for (int y = -bank.padding().y(); y < bank.height() - bank.padding().y(); y++)
                for (int x = -bank.padding().x();
                        x < bank.width() - bank.padding().x();
                        x++)
                    taps[i++] = new Tap(
                            m, Math.floorMod(y, t), Math.floorMod(x, t), Math.floorDiv(y, t), Math.floorDiv(x, t));
        List<FilterTaps> groups = new ArrayList<>();
        for (int g = 0; g < bank.groups(); g++) {
            float[][] weights = scratch(filters, length);
            for (int k = 0; k < filters; k++) System.arraycopy(all, (g * filters + k) * length, weights[k], 0, length);
            groups.add(new FilterTaps(g * channels, channels, g * filters, t, 1, 0, 0, taps, filters, weights));
        }
        return groups;
    }

    /** Wᵀ, one entry per group and phase of the output. */
    static List<FilterTaps> transposed(FilterBank bank) {
        List<FilterTaps> all = new ArrayList<>();
        for (int g = 0; g < bank.groups(); g++)
            for (int phaseY = 0; phaseY < bank.stride(); phaseY++)
                for (int phaseX = 0; phaseX < bank.stride(); phaseX++) all.add(transposed(bank, g, phaseY, phaseX));
        return all;
    }

    private static FilterTaps transposed(FilterBank bank, int group, int phaseY, int phaseX) {
        int t = bank.stride();
        int channels = bank.filterChannels();
        int filters = bank.filters() / bank.groups();
        int py = bank.padding().y();
        int px = bank.padding().x();
        int[] rows = matching(bank.height(), py, t, phaseY);
        int[] columns = matching(bank.width(), px, t, phaseX);
        Tap[] taps = new Tap[filters * rows.length * columns.length];
        float[][] weights = scratch(channels, taps.length);
        int i = 0;
        for (int k = 0; k < filters; k++)
            for (int y : rows)
                for (int x : columns) {
                    taps[i] = new Tap(k, 0, 0, -Math.floorDiv(y - py, t), -Math.floorDiv(x - px, t));
                    for (int m = 0; m < channels; m++) weights[m][i] = bank.weight(group * filters + k, m, y, x);
                    i++;
                }
        return new FilterTaps(
                group * filters, filters, group * channels, 1, t, phaseY, phaseX, taps, channels, weights);
    }

    /** Wᵀ with its positions kept apart: one entry per group, with an output for each channel and position. */
    static List<FilterTaps> positions(FilterBank bank) {
        int filters = bank.filters() / bank.groups();
        int length = bank.filterChannels() * bank.height() * bank.width();
        float[] all = bank.weights();
        Tap[] taps = new Tap[filters];
        for (int k = 0; k < filters; k++) taps[k] = new Tap(k, 0, 0, 0, 0);
        List<FilterTaps> groups = new ArrayList<>();
        for (int g = 0; g < bank.groups(); g++) {
            float[][] weights = scratch(length, filters);
            for (int i = 0; i < length; i++)
                for (int k = 0; k < filters; k++) weights[i][k] = all[(g * filters + k) * length + i];
            groups.add(
                    new FilterTaps(g * filters, filters, g * bank.filterChannels(), 1, 1, 0, 0, taps, length, weights));
        }
        return groups;
    }

    private static int[] matching(int length, int padding, int stride, int phase) {
        return java.util.stream.IntStream.range(0, length)
                .filter(l -> Math.floorMod(l - padding, stride) == phase)
                .toArray();
    }

    private static float[][] scratch(int outputs, int taps) {
        return new float[GemmKernel.withSpare(outputs)][GemmKernel.filledUp(taps, GemmKernel.DEPTH)];
    }

    /** Rows or columns of the output that have this phase. */
    static int extent(int length, int phase, int step) {
        return length <= phase ? 0 : (length - phase - 1) / step + 1;
    }
}
