package sc.fiji.invertibility.compute.opencl;

import java.util.stream.Stream;

/** The kernels that can run a correlation, and the order in which each reads its weights. */
enum Method {
    /** Any shape, a value a work-item. */
    PLAIN {
        @Override
        boolean suits(Correlation c) {
            return true;
        }

        @Override
        float[] pack(Correlation c) {
            return c.weights();
        }
    },

    /** Blocked maps to planar ones of a few channels. */
    FEW {
        @Override
        boolean suits(Correlation c) {
            return c.groups() == 1 && lanes(c.inputChannels()) > 1 && lanes(c.filters()) == 1;
        }

        @Override
        float[] pack(Correlation c) {
            int blocks = blocks(c.channels(), Layout.BLOCK);
            float[] packed = new float[c.filters() * blocks * c.height() * c.width() * Layout.BLOCK];
            int i = 0;
            for (int k = 0; k < c.filters(); k++)
                for (int b = 0; b < blocks; b++)
                    for (int y = 0; y < c.height(); y++)
                        for (int x = 0; x < c.width(); x++)
                            for (int lane = 0; lane < Layout.BLOCK; lane++, i++) {
                                int m = b * Layout.BLOCK + lane;
                                if (m < c.channels()) packed[i] = c.weight(k, m, y, x);
                            }
            return packed;
        }
    },

    /** Planar maps to planar ones. */
    PLANAR {
        @Override
        boolean suits(Correlation c) {
            return c.groups() == 1 && lanes(c.inputChannels()) == 1 && lanes(c.filters()) == 1;
        }

        @Override
        float[] pack(Correlation c) {
            return c.weights();
        }
    },

    /** Any map to blocked ones, with pixels × 32 filters in registers. */
    DIRECT {
        @Override
        boolean suits(Correlation c) {
            if (lanes(c.filters()) == 1) return false;
            return c.groups() == 1
                    || c.groupFilters() % Layout.BLOCK == 0 && c.channels() % lanes(c.inputChannels()) == 0;
        }

        @Override
        float[] pack(Correlation c) {
            int lanes = lanes(c.inputChannels());
            int blocks = blocks(c.channels(), lanes);
            int packs = blocks(c.groupFilters(), PACK);
            float[] packed = new float[c.groups() * packs * PACK * c.channels() * c.height() * c.width()];
            int i = 0;
            for (int g = 0; g < c.groups(); g++)
                for (int p = 0; p < packs; p++)
                    for (int b = 0; b < blocks; b++)
                        for (int y = 0; y < c.height(); y++)
                            for (int x = 0; x < c.width(); x++)
                                for (int m = b * lanes; m < Math.min((b + 1) * lanes, c.channels()); m++)
                                    for (int k = p * PACK; k < (p + 1) * PACK; k++, i++)
                                        if (k < c.groupFilters())
                                            packed[i] = c.weight(g * c.groupFilters() + k, m, y, x);
            return packed;
        }

        @Override
        float[] bias(Correlation c) {
            int size = blocks(c.groupFilters(), PACK) * PACK;
            float[] packed = new float[c.groups() * size];
            for (int g = 0; g < c.groups(); g++)
                System.arraycopy(c.bias(), g * c.groupFilters(), packed, g * size, c.groupFilters());
            return packed;
        }
    },

    /** Blocked maps to blocked ones, for 3×3 filters of stride 1 on maps of enough tiles. */
    WINOGRAD {
        @Override
        boolean suits(Correlation c) {
            return c.groups() == 1
                    && c.height() == 3
                    && c.width() == 3
                    && c.stride() == 1
                    && Math.min(c.channels(), c.filters()) >= PACK;
        }

        @Override
        float[] pack(Correlation c) {
            return WinogradFilters.transform(c);
        }

        @Override
        float[] bias(Correlation c) {
            return DIRECT.bias(c);
        }
    },

    /** Maps that are mostly zero to blocked ones, of the bank's transpose; chosen where the map is known. */
    SCATTER {
        @Override
        boolean suits(Correlation c) {
            return c.groups() == 1 && lanes(c.channels()) > 1;
        }

        @Override
        float[] pack(Correlation c) {
            return ScatteredFilters.pack(c);
        }
    };

    /** Filters that one work-item of the direct kernel holds. */
    static final int PACK = 32;

    /**
     * Winograd packs and holds 36 weights where a direct correlation has 9: on maps below 13×13, which cost
     * little, that is not worth it.
     */
    private static final int FEWEST_TILES = 16;

    /**
     * Returns the fastest method.
     *
     * @param correlation the correlation
     * @param target the outputs to fill
     */
    static Method of(Correlation correlation, Target target) {
        boolean large = target.step() == 1 && Winograd.tiles(target) >= FEWEST_TILES;
        return Stream.of(WINOGRAD, DIRECT, FEW, PLANAR)
                .filter(method -> method.suits(correlation))
                .filter(method -> method != WINOGRAD || large)
                .findFirst()
                .orElse(PLAIN);
    }

    abstract boolean suits(Correlation correlation);

    abstract float[] pack(Correlation correlation);

    /** {@return the biases in the order of the kernel's filters} */
    float[] bias(Correlation correlation) {
        return correlation.bias();
    }

    private static int lanes(int channels) {
        return Layout.lanes(channels);
    }

    private static int blocks(int channels, int size) {
        return (channels + size - 1) / size;
    }
}
