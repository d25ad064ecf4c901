package sc.fiji.invertibility.compute.opencl.processor;

import java.util.stream.Stream;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.StridedOutputs;

/** The kernels that can run a correlation, and the order in which each reads its weights. */
enum ConvolutionMethod {
    /** Any shape, one value per work-item. */
    PLAIN {
        @Override
        boolean suits(CorrelationDescriptor c) {
            return true;
        }

        @Override
        void pack(WeightPacker packer, DeviceBuffer raw, CorrelationDescriptor c, DeviceBuffer packed) {
            packer.rows(raw, c, packed);
        }
    },

    /** Blocked maps to planar ones with a few channels. */
    FEW {
        @Override
        boolean suits(CorrelationDescriptor c) {
            return c.groups() == 1 && lanes(c.inputChannels()) > 1 && lanes(c.filters()) == 1;
        }

        @Override
        long packedWords(CorrelationDescriptor c) {
            return (long) c.filters() * blocks(c.channels()) * MapLayout.BLOCK * c.height() * c.width();
        }

        @Override
        void pack(WeightPacker packer, DeviceBuffer raw, CorrelationDescriptor c, DeviceBuffer packed) {
            long block = (long) MapLayout.BLOCK * c.height() * c.width();
            packer.lanes(raw, c, packed, blocks(c.channels()) * block, block);
        }
    },

    /** Planar maps to planar ones. */
    PLANAR {
        @Override
        boolean suits(CorrelationDescriptor c) {
            return c.groups() == 1 && lanes(c.inputChannels()) == 1 && lanes(c.filters()) == 1;
        }

        @Override
        void pack(WeightPacker packer, DeviceBuffer raw, CorrelationDescriptor c, DeviceBuffer packed) {
            packer.rows(raw, c, packed);
        }
    },

    /** Any map to blocked ones, with pixels × 32 filters in registers. */
    DIRECT {
        @Override
        boolean suits(CorrelationDescriptor c) {
            if (lanes(c.filters()) == 1) return false;
            return c.groups() == 1
                    || c.groupFilters() % MapLayout.BLOCK == 0 && c.channels() % lanes(c.inputChannels()) == 0;
        }

        @Override
        long packedWords(CorrelationDescriptor c) {
            return (long) c.groups() * packed(c.groupFilters()) * c.channels() * c.height() * c.width();
        }

        @Override
        void pack(WeightPacker packer, DeviceBuffer raw, CorrelationDescriptor c, DeviceBuffer packed) {
            packer.direct(raw, c, packed, lanes(c.inputChannels()));
        }

        @Override
        float[] bias(CorrelationDescriptor c) {
            int size = packed(c.groupFilters());
            float[] packed = new float[c.groups() * size];
            for (int g = 0; g < c.groups(); g++)
                System.arraycopy(c.bias(), g * c.groupFilters(), packed, g * size, c.groupFilters());
            return packed;
        }
    },

    /** Blocked maps to blocked ones, for 3×3 filters of stride 1 on maps with enough tiles. */
    WINOGRAD {
        @Override
        boolean suits(CorrelationDescriptor c) {
            return c.groups() == 1
                    && c.height() == 3
                    && c.width() == 3
                    && c.stride() == 1
                    && Math.min(c.channels(), c.filters()) >= WeightPacker.PACK;
        }

        @Override
        long packedWords(CorrelationDescriptor c) {
            return (long) WinogradTiles.POSITIONS * packed(c.filters()) * c.channels();
        }

        @Override
        void pack(WeightPacker packer, DeviceBuffer raw, CorrelationDescriptor c, DeviceBuffer packed) {
            packer.winograd(raw, c, packed);
        }

        @Override
        float[] bias(CorrelationDescriptor c) {
            return DIRECT.bias(c);
        }
    },

    /** Mostly zero maps to blocked ones, for the transpose of a bank; chosen once the map is known. */
    SCATTER {
        @Override
        boolean suits(CorrelationDescriptor c) {
            return c.groups() == 1 && lanes(c.channels()) > 1;
        }

        @Override
        long packedWords(CorrelationDescriptor c) {
            return (long) c.filters() * blocks(c.channels()) * MapLayout.BLOCK * c.height() * c.width();
        }

        @Override
        void pack(WeightPacker packer, DeviceBuffer raw, CorrelationDescriptor c, DeviceBuffer packed) {
            long filter = (long) MapLayout.BLOCK * c.height() * c.width();
            packer.lanes(raw, c, packed, filter, c.filters() * filter);
        }
    };

    /**
     * Winograd packs and holds 36 weights where a direct correlation has 9: for maps below 13×13, which are cheap
     * anyway, that does not pay off.
     */
    private static final int FEWEST_TILES = 16;

    /**
     * Returns the fastest method.
     *
     * @param correlation the correlation
     * @param target the outputs to fill
     */
    static ConvolutionMethod of(CorrelationDescriptor correlation, StridedOutputs target) {
        boolean large = target.step() == 1 && WinogradTiles.of(target) >= FEWEST_TILES;
        return Stream.of(WINOGRAD, DIRECT, FEW, PLANAR)
                .filter(method -> method.suits(correlation))
                .filter(method -> method != WINOGRAD || large)
                .findFirst()
                .orElse(PLAIN);
    }

    abstract boolean suits(CorrelationDescriptor correlation);

    /** {@return the number of words that the packed weights take} */
    long packedWords(CorrelationDescriptor correlation) {
        return correlation.size();
    }

    /** Queues the packing of the weights into the order of this method. */
    abstract void pack(WeightPacker packer, DeviceBuffer raw, CorrelationDescriptor correlation, DeviceBuffer packed);

    /** {@return the biases in the order of the kernel's filters} */
    float[] bias(CorrelationDescriptor correlation) {
        return correlation.bias();
    }

    private static int lanes(int channels) {
        return BlockedLayout.of(channels);
    }

    private static int packed(int filters) {
        return WeightPacker.packs(filters) * WeightPacker.PACK;
    }

    private static int blocks(int channels) {
        return MapLayout.blocks(channels, MapLayout.BLOCK);
    }
}
