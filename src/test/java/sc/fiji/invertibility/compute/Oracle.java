package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import sc.fiji.invertibility.filters.FilterBank;

/** The operations as they are defined, in double precision, in the simplest loops. */
final class Oracle {

    private Oracle() {}

    static Dense convolve(Dense x, FilterBank bank, Rectification rectification) {
        Dense in = x.bordered(bank.padding());
        int height = bank.outputHeight(x.shape().height());
        int width = bank.outputWidth(x.shape().width());
        Dense h = Dense.zeros(new Shape(bank.filters(), height, width));
        float[] bias = bank.bias();
        for (int k = 0; k < bank.filters(); k++) {
            Arrays.fill(h.values(), h.index(k, 0, 0), h.index(k + 1, 0, 0), bias[k]);
            for (int m = 0; m < bank.filterChannels(); m++)
                for (int i = 0; i < bank.height(); i++)
                    for (int j = 0; j < bank.width(); j++) {
                        double weight = bank.weight(k, m, i, j);
                        for (int y = 0; y < height; y++) {
                            int to = h.index(k, y, 0), from = in.index(input(bank, k, m), y * bank.stride() + i, j);
                            add(weight, in.values(), from, bank.stride(), h.values(), to, 1, width);
                        }
                    }
        }
        if (rectification == Rectification.RELU) Arrays.setAll(h.values(), i -> Math.max(0, h.values()[i]));
        return h;
    }

    static Dense adjoint(Dense z, FilterBank bank, int height, int width) {
        Shape inputs = new Shape(bank.channels(), height, width);
        assertEquals(inputs.activations(bank), z.shape());
        Dense x = Dense.zeros(inputs).bordered(bank.padding());
        for (int k = 0; k < bank.filters(); k++)
            for (int m = 0; m < bank.filterChannels(); m++)
                for (int i = 0; i < bank.height(); i++)
                    for (int j = 0; j < bank.width(); j++) {
                        double weight = bank.weight(k, m, i, j);
                        for (int y = 0; y < z.shape().height(); y++) {
                            int to = x.index(input(bank, k, m), y * bank.stride() + i, j), from = z.index(k, y, 0);
                            int columns = z.shape().width();
                            add(weight, z.values(), from, 1, x.values(), to, bank.stride(), columns);
                        }
                    }
        return x.within(bank.padding());
    }

    /** Adds a multiple of some values to others, both at equal distances from one another. */
    private static void add(
            double factor, double[] values, int from, int step, double[] sums, int to, int stepTo, int count) {
        for (int n = 0; n < count; n++) sums[to + n * stepTo] += factor * values[from + n * step];
    }

    /** The gradient of ⟨convolve(x), g⟩ with respect to the weights, added to that of other maps. */
    static void filterGradient(Dense x, Dense g, FilterBank bank, Dense sums) {
        Dense in = x.bordered(bank.padding());
        for (int k = 0; k < bank.filters(); k++)
            for (int m = 0; m < bank.filterChannels(); m++)
                for (int i = 0; i < bank.height(); i++)
                    for (int j = 0; j < bank.width(); j++) {
                        double sum = 0;
                        for (int y = 0; y < g.shape().height(); y++) {
                            int at = g.index(k, y, 0), from = in.index(input(bank, k, m), y * bank.stride() + i, j);
                            for (int column = 0; column < g.shape().width(); column++)
                                sum += g.values()[at + column] * in.values()[from + column * bank.stride()];
                        }
                        sums.values()[((k * bank.filterChannels() + m) * bank.height() + i) * bank.width() + j] += sum;
                    }
    }

    private static int input(FilterBank bank, int k, int m) {
        return k * bank.groups() / bank.filters() * bank.filterChannels() + m;
    }

    static HostCode pool(Dense h, Pooling pooling) {
        Shape shape = pooling.pooledShape(h.shape());
        float[] values = new float[(int) shape.size()];
        int[] switches = new int[values.length];
        int unit = 0;
        for (int k = 0; k < shape.channels(); k++)
            for (int row = 0; row < shape.height(); row++)
                for (int column = 0; column < shape.width(); column++, unit++) {
                    double best = Double.NEGATIVE_INFINITY;
                    for (int position = 0; position < pooling.window() * pooling.window(); position++) {
                        int y = row * pooling.stride() + position / pooling.window();
                        int x = column * pooling.stride() + position % pooling.window();
                        if (y >= h.shape().height() || x >= h.shape().width()) continue;
                        double value = h.at(k, y, x);
                        double rank = switch (pooling.selection()) {
                            case LARGEST_MAGNITUDE -> Math.abs(value);
                            case LARGEST -> value;
                            case LARGEST_RECTIFIED -> Math.max(0, value);
                        };
                        if (rank <= best) continue;
                        best = rank;
                        values[unit] =
                                (float) (pooling.selection() == Pooling.Selection.LARGEST_RECTIFIED ? rank : value);
                        switches[unit] = position;
                    }
                }
        return new HostCode(values, switches, h.shape(), pooling);
    }

    static Dense unpool(HostCode z, Unpooling unpooling) {
        Dense map = Dense.zeros(z.unpooledShape());
        for (int unit = 0; unit < z.values().length; unit++)
            map.values()[position(z, unit, unpooling)] += z.values()[unit];
        return map;
    }

    /** Where a unit is put, as an index into the map before pooling. */
    static int position(HostCode z, int unit, Unpooling unpooling) {
        Shape shape = z.shape();
        Pooling pooling = z.pooling();
        int within = unpooling == Unpooling.SWITCHES ? z.switches()[unit] : 0;
        int channel = (int) (unit / shape.pixels());
        int row = (int) (unit % shape.pixels()) / shape.width();
        int column = unit % shape.width();
        int y = row * pooling.stride() + within / pooling.window();
        int x = column * pooling.stride() + within % pooling.window();
        return (channel * z.unpooledShape().height() + y) * z.unpooledShape().width() + x;
    }
}
