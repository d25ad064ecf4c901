package sc.fiji.invertibility.measure;

import java.util.Arrays;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The filters of a bank at the frequencies of an image, in cycles per pixel. What the stride t makes one, such as f and
 * f + 1/t, belongs together.
 *
 * @param bank W; its padding does not matter
 */
record FrequencyResponse(FilterBank bank) {

    /**
     * The smallest and the largest eigenvalue of WᵀW at a frequency.
     *
     * @param fy the vertical frequency
     * @param fx the horizontal one
     * @return both, not negative
     */
    FrameBounds ends(double fy, double fx) {
        double[] eigenvalues = SymmetricEigenvalues.of(gram(fy, fx));
        double least = Math.max(0, Arrays.stream(eigenvalues).min().orElseThrow());
        return new FrameBounds(
                least, Math.max(least, Arrays.stream(eigenvalues).max().orElseThrow()));
    }

    /**
     * WᵀW between the channels and the t×t frequencies that the stride makes one, as a real matrix: a complex G = P +
     * iQ becomes [P −Q; Q P], which has the same eigenvalues, each twice.
     */
    private double[][] gram(double fy, double fx) {
        int t = bank.stride(), aliases = t * t, length = bank.channels() * aliases;
        Waves down = Waves.of(fy, t, bank.height()), across = Waves.of(fx, t, bank.width());
        double[][] gram = new double[2 * length][2 * length];
        double[] real = new double[length], imaginary = new double[length];
        int groupFilters = bank.filters() / bank.groups();
        for (int k = 0; k < bank.filters(); k++) {
            int first = k / groupFilters * bank.filterChannels() * aliases;
            int entries = bank.filterChannels() * aliases;
            for (int e = 0; e < entries; e++) {
                int alias = e % aliases;
                respond(k, e / aliases, down, alias / t, across, alias % t, e, real, imaginary);
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

    private void respond(
            int k,
            int channel,
            Waves down,
            int row,
            Waves across,
            int column,
            int at,
            double[] real,
            double[] imaginary) {
        real[at] = imaginary[at] = 0;
        for (int y = 0; y < bank.height(); y++)
            for (int x = 0; x < bank.width(); x++) {
                double weight = bank.weight(k, channel, y, x);
                double c = down.cosines[row][y], s = down.sines[row][y];
                real[at] += weight * (c * across.cosines[column][x] - s * across.sines[column][x]);
                imaginary[at] -= weight * (s * across.cosines[column][x] + c * across.sines[column][x]);
            }
    }

    /** cos 2πfx and sin 2πfx of the t frequencies that the stride makes one, at each x of a filter. */
    private record Waves(double[][] cosines, double[][] sines) {

        static Waves of(double frequency, int t, int size) {
            Waves waves = new Waves(new double[t][size], new double[t][size]);
            for (int alias = 0; alias < t; alias++)
                for (int x = 0; x < size; x++) {
                    double angle = 2 * Math.PI * (frequency + (double) alias / t) * x;
                    waves.cosines[alias][x] = Math.cos(angle);
                    waves.sines[alias][x] = Math.sin(angle);
                }
            return waves;
        }
    }
}
