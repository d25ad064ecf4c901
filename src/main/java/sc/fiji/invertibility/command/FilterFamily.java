package sc.fiji.invertibility.command;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.filters.CosineFilters;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.FourierFilters;
import sc.fiji.invertibility.filters.GaborFilters;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.WaveletFilters;

/**
 * The kinds of filters that can be made without a file, each of unit norm, and those from a file. Only random filters
 * exist in any number; the other families give as many as they have, up to the number asked for.
 */
public enum FilterFamily {
    /** Random filters. */
    GAUSSIAN("Gaussian random"),
    /** Those of a file of weights, which are read, not made. */
    IMPORTED("Imported"),
    /** Haar wavelets, their levels as filters. */
    WAVELET("Wavelet"),
    /** Plane waves in a square. */
    FOURIER("Local Fourier"),
    /** Products of cosines, the blocks of JPEG images. */
    COSINE("Cosine"),
    /** Waves under a Gaussian window, of several orientations and lengths. */
    GABOR("Gabor");

    /** The choices of the parameter {@code filters} for a single layer, for dialogs. */
    static final String ABOUT = "For a single layer also Haar wavelets with their levels as filters, plane waves in a"
            + " square (local Fourier), the cosines of JPEG, and Gabor filters.";

    /** The meaning of the parameter {@code count}, for dialogs. */
    static final String COUNT = "For a single layer. Random filters: how many. Other families: the most there may be,"
            + " all channels together. For each channel wavelets are 4, and 3 more with each level; local Fourier and"
            + " cosine the lowest of size² waves; Gabor a window, and 2 phases of each orientation and wavelength.";

    /** The meaning of the parameter {@code size}, for dialogs. */
    static final String SIZE = "For a single layer: width and height of a filter, an odd number; for wavelets, whose"
            + " levels have 2, 4, 8 ... pixels, the most they may have; at stride 1, such even sizes give one row and"
            + " column of activations less than the image has. Gabor wavelengths are 2.5, 4, 6.4 ... pixels, as"
            + " far as that is not more than the size.";

    private static final int LEAST_ORIENTATIONS = 2;

    private final String label;

    FilterFamily(String label) {
        this.label = label;
    }

    /** The name that dialogs and macros use. */
    @Override
    public String toString() {
        return label;
    }

    /** The meaning of the parameter {@code filters} where all families are offered. */
    static FilterFamily of(String text) {
        Choice<FilterFamily> choice = new Choice<>("filters");
        for (FilterFamily family : values()) choice.or(family.label, family);
        return choice.of(text);
    }

    /** The meaning of the parameter {@code filters} if only families for whole networks are offered. */
    static FilterFamily ofNetwork(String text) {
        return new Choice<FilterFamily>("filters")
                .or(GAUSSIAN.label, GAUSSIAN)
                .or(IMPORTED.label, IMPORTED)
                .of(text);
    }

    /** Refuses all but random and imported filters, for {@code where}. */
    FilterFamily orGaussian(String where) {
        if (this != GAUSSIAN && this != IMPORTED)
            throw new IllegalArgumentException("filters: '" + label + "' is not offered for " + where
                    + ", expected 'Gaussian random' or 'Imported'");
        return this;
    }

    /** {@return the name that the commands' parameter {@code filters} has for it} */
    public String label() {
        return label;
    }

    /**
     * Makes filters of M×ℓ×ℓ.
     *
     * @param count K; except for random filters, the largest K
     * @param channels M
     * @param size ℓ; for wavelets, the largest ℓ
     * @param seed for random filters
     * @return the bank
     * @throws IllegalArgumentException if the least that the family needs does not fit
     */
    public FilterBank bank(int count, int channels, int size, long seed) {
        ParameterChecks.atLeast("count", 1, count);
        ParameterChecks.atLeast("channels", 1, channels);
        ParameterChecks.atLeast("size", 1, size);
        if ((double) count * channels * size * size > Integer.MAX_VALUE)
            throw new IllegalArgumentException("count: expected filters of at most " + Integer.MAX_VALUE
                    + " weights in all, but got " + count + "×" + channels + "×" + size + "×" + size);
        return switch (this) {
            case GAUSSIAN -> GaussianFilters.unitNorm(count, channels, size, seed);
            case WAVELET ->
                WaveletFilters.levels(
                        WaveletFilters.Family.HAAR, levels(planes(4, count, channels, 2, size), size), channels);
            case FOURIER ->
                FourierFilters.lowest(
                        Math.min(size * size, planes(1, count, channels, 2, size)),
                        channels,
                        size,
                        FourierFilters.Window.BOX);
            case COSINE ->
                CosineFilters.lowest(Math.min(size * size, planes(1, count, channels, 2, size)), channels, size);
            case GABOR -> gabor(planes(1 + 2 * LEAST_ORIENTATIONS, count, channels, 3, size), channels, size);
            case IMPORTED -> throw new IllegalStateException("imported filters are read, not made");
        };
    }

    /** The largest number of filters for each channel. */
    private int planes(int leastPlanes, int count, int channels, int leastSize, int size) {
        if (size < leastSize || size > FourierFilters.LARGEST)
            throw new IllegalArgumentException("size: expected " + leastSize + " to " + FourierFilters.LARGEST
                    + " pixels for '" + label + "' filters, but got " + size);
        if (count / channels < leastPlanes)
            throw new IllegalArgumentException("count: expected at least " + (long) leastPlanes * channels + " '"
                    + label + "' filters where the number of channels is " + channels + ", but got " + count);
        return count / channels;
    }

    private static int levels(int planes, int size) {
        int levels = 1;
        while (3 * levels + 4 <= planes && WaveletFilters.Family.HAAR.size(levels + 1) <= size) levels++;
        return levels;
    }

    private static FilterBank gabor(int planes, int channels, int size) {
        int pairs = (planes - 1) / 2;
        List<Double> wavelengths = new ArrayList<>();
        for (double w = 2.5; w <= size && pairs / (wavelengths.size() + 1) >= LEAST_ORIENTATIONS; w *= 1.6)
            wavelengths.add(w);
        return GaborFilters.of(pairs / wavelengths.size(), wavelengths, channels, size);
    }
}
