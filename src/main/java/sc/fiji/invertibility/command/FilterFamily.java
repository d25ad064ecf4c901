package sc.fiji.invertibility.command;

import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.FourierFilters;
import sc.fiji.invertibility.filters.GaborFilters;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.WaveletFilters;

/** The kinds of filters that can be made without a file, each of unit norm, and those of a file. */
enum FilterFamily {
    GAUSSIAN("Gaussian random"),
    IMPORTED("Imported"),
    WAVELET("Wavelet"),
    FOURIER("Local Fourier"),
    GABOR("Gabor");

    private final String label;

    FilterFamily(String label) {
        this.label = label;
    }

    /** The meaning of the parameter {@code filters} where all families are offered. */
    static FilterFamily of(String text) {
        Choice<FilterFamily> choice = new Choice<>("filters");
        for (FilterFamily family : values()) choice.or(family.label, family);
        return choice.of(text);
    }

    /** Refuses all but random and imported filters, for {@code where}. */
    FilterFamily orGaussian(String where) {
        if (this != GAUSSIAN && this != IMPORTED)
            throw new IllegalArgumentException("filters: '" + label + "' is not offered for " + where
                    + ", expected 'Gaussian random' or 'Imported'");
        return this;
    }

    /** Makes K filters of M×ℓ×ℓ. */
    FilterBank bank(int count, int channels, int size, long seed) {
        Expected.atLeast("count", 1, count);
        Expected.atLeast("channels", 1, channels);
        Expected.atLeast("size", 1, size);
        return switch (this) {
            case GAUSSIAN -> GaussianFilters.unitNorm(count, channels, size, seed);
            case WAVELET -> WaveletFilters.haar(count, channels, size);
            case FOURIER -> FourierFilters.cosines(count, channels, size);
            case GABOR -> GaborFilters.of(count, channels, size);
            case IMPORTED -> throw new IllegalStateException("imported filters are read, not made");
        };
    }
}
