package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/** The rows of W one by one, for supports of so few of them that filtering the whole signal would be a waste. */
final class HostAtoms {

    /** An engine filters for about so many positions in the time in which a loop takes one. */
    private static final int WORTH = 16;

    private final FilterBank bank;
    private final float[] weights;
    private final Shape signal;
    private final Shape codes;

    HostAtoms(FilterBank bank, Shape signal, Shape codes) {
        this.bank = bank;
        this.weights = bank.weights();
        this.signal = signal;
        this.codes = codes;
    }

    boolean suit(int[] support) {
        return support.length <= codes.size() / WORTH;
    }

    /** Wᵀz. */
    float[] synthesise(int[] support, double[] values) {
        float[] x = new float[Math.toIntExact(signal.size())];
        for (int i = 0; i < support.length; i++) {
            float value = (float) values[i];
            each(support[i], (tap, at, count) -> {
                for (int j = 0; j < count; j++) x[at + j] += weights[tap + j] * value;
            });
        }
        return x;
    }

    /** W_Ωx. */
    double[] analyse(int[] support, float[] x) {
        double[] values = new double[support.length];
        for (int i = 0; i < support.length; i++) {
            double[] sum = new double[1];
            each(support[i], (tap, at, count) -> {
                double products = 0;
                for (int j = 0; j < count; j++) products += (double) weights[tap + j] * x[at + j];
                sum[0] += products;
            });
            values[i] = sum[0];
        }
        return values;
    }

    /** A row of a filter, within the signal. */
    private interface Row {
        void at(int weight, int signal, int count);
    }

    private void each(int position, Row row) {
        int filter = (int) (position / codes.pixels()), channels = bank.filterChannels();
        int first = (int) ((long) filter * bank.groups() / bank.filters()) * channels;
        int top = position / codes.width() % codes.height() * bank.stride()
                - bank.padding().y();
        int left = position % codes.width() * bank.stride() - bank.padding().x();
        int from = Math.max(0, -left), to = Math.min(bank.width(), signal.width() - left);
        int highest = Math.max(0, -top), lowest = Math.min(bank.height(), signal.height() - top);
        for (int m = 0; m < channels; m++)
            for (int y = highest; y < lowest; y++)
                row.at(
                        ((filter * channels + m) * bank.height() + y) * bank.width() + from,
                        ((first + m) * signal.height() + top + y) * signal.width() + left + from,
                        to - from);
    }
}
