package sc.fiji.invertibility.compute.opencl.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/** Convolution and its transpose as they are defined, in double precision. */
final class DirectFiltering {

    private DirectFiltering() {}

    /** Wx, without the bias. */
    static double[] convolved(FilterBank bank, Shape x, float[] pixels) {
        double[] sums = new double[(int) x.activations(bank).size()];
        eachConnection(bank, x, (weight, pixel, activation) -> sums[activation] += weight * pixels[pixel]);
        return sums;
    }

    /** Wᵀz, of the shape of x. */
    static double[] transposed(FilterBank bank, Shape x, float[] activations) {
        double[] sums = new double[(int) x.size()];
        eachConnection(bank, x, (weight, pixel, activation) -> sums[pixel] += weight * activations[activation]);
        return sums;
    }

    private interface Visitor {
        void connect(double weight, int pixel, int activation);
    }

    private static void eachConnection(FilterBank bank, Shape x, Visitor visitor) {
        Shape h = x.activations(bank);
        float[] weights = bank.weights();
        int channels = bank.filterChannels(), ofGroup = bank.filters() / bank.groups(), stride = bank.stride();
        for (int at = 0; at < weights.length; at++) {
            int dx = at % bank.width(), dy = at / bank.width() % bank.height();
            int channel = at / (bank.width() * bank.height()) % channels;
            int filter = at / (bank.width() * bank.height() * channels);
            for (int row = 0; row < h.height(); row++)
                for (int column = 0; column < h.width(); column++) {
                    int top = row * stride + dy - bank.padding().y();
                    int left = column * stride + dx - bank.padding().x();
                    if (top < 0 || top >= x.height() || left < 0 || left >= x.width()) continue;
                    int pixel = ((filter / ofGroup * channels + channel) * x.height() + top) * x.width() + left;
                    visitor.connect(weights[at], pixel, (filter * h.height() + row) * h.width() + column);
                }
        }
    }

    /** The norm of the difference over that of the expected values. */
    static double relativeError(Img<FloatType> actual, double[] expected) {
        double error = 0, norm = 0;
        int i = 0;
        for (FloatType value : actual) {
            double difference = value.getRealDouble() - expected[i];
            error += difference * difference;
            norm += expected[i] * expected[i++];
        }
        assertEquals(expected.length, i);
        return Math.sqrt(error / norm);
    }
}
