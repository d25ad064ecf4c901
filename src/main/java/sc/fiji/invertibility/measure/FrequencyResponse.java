package sc.fiji.invertibility.measure;

import sc.fiji.invertibility.filters.FilterBank;

/** The filters of a bank at the frequencies of a periodic image. */
final class FrequencyResponse {

    private final FilterBank bank;
    private final int side;
    private final double[] cosines, sines;

    /** The frequencies of an image of side×side pixels. */
    FrequencyResponse(FilterBank bank, int side) {
        this.bank = bank;
        this.side = side;
        cosines = new double[side];
        sines = new double[side];
        for (int i = 0; i < side; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / side);
            sines[i] = Math.sin(2 * Math.PI * i / side);
        }
    }

    /**
     * WᵀW between the channels and the t×t frequencies that the stride makes one, as a real matrix: a complex G = P + iQ
     * becomes [P −Q; Q P], which has the same eigenvalues, each twice.
     *
     * @param v the vertical frequency of the activations
     * @param u the horizontal one
     * @param coarse how many of each there are: side/t
     */
    double[][] gram(int v, int u, int coarse) {
        int t = bank.stride(), aliases = t * t, length = bank.channels() * aliases;
        double[][] gram = new double[2 * length][2 * length];
        double[] real = new double[length], imaginary = new double[length];
        int groupFilters = bank.filters() / bank.groups();
        for (int k = 0; k < bank.filters(); k++) {
            int first = k / groupFilters * bank.filterChannels() * aliases;
            int entries = bank.filterChannels() * aliases;
            for (int e = 0; e < entries; e++) {
                int alias = e % aliases;
                respond(k, e / aliases, v + alias / t * coarse, u + alias % t * coarse, e, real, imaginary);
            }
            for (int a = 0; a < entries; a++)
                for (int b = 0; b < entries; b++) {
                    double p = (real[a] * real[b] + imaginary[a] * imaginary[b]) / aliases;
                    double q = (imaginary[a] * real[b] - real[a] * imaginary[b]) / aliases;
                    gram[first + a][first + b] += p;
                    gram[length + first + a][length + first + b] += p;
                    gram[first + a][length + first + b] -= q;
                    gram[length + first + a][first + b] += q;
                }
        }
        return gram;
    }

    private void respond(int k, int channel, int v, int u, int at, double[] real, double[] imaginary) {
        real[at] = imaginary[at] = 0;
        for (int y = 0; y < bank.height(); y++)
            for (int x = 0; x < bank.width(); x++) {
                int angle = (v * y + u * x) % side;
                real[at] += bank.weight(k, channel, y, x) * cosines[angle];
                imaginary[at] -= bank.weight(k, channel, y, x) * sines[angle];
            }
    }
}
