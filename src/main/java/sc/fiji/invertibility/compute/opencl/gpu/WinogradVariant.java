package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.stream.Stream;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;

/** Minimal filterings of which the transforms evaluate inputs and filters at the same six points along each axis. */
enum WinogradVariant {
    /** F(4×4, 3×3): 36 products for 16 outputs, of 144. */
    F4X4_3X3(4, 3),

    /** F(2×2, 5×5): 36 products for 4 outputs, of 100. */
    F2X2_5X5(2, 5);

    /** Values per channel of a transformed tile or filter. */
    static final int POSITIONS = 36;

    /** With fewer channels or filters, the products cannot use their tiles. */
    private static final int FEWEST_CHANNELS = 16;

    /** The words of a tile that the transforms write and read again, for each channel and for each filter. */
    private static final int MOVED = 2 * POSITIONS;

    /** How many products must be saved for each of these words. */
    private static final int WORTH = 12;

    private final int outputs;
    private final int filter;
    private final ProgramSource transforms;

    WinogradVariant(int outputs, int filter) {
        this.outputs = outputs;
        this.filter = filter;
        this.transforms = program("winograd.cl");
    }

    /** {@return the variant for the filters of a correlation, or null if none suits them} */
    static WinogradVariant of(CorrelationDescriptor c) {
        for (WinogradVariant variant : values()) if (variant.suits(c)) return variant;
        return null;
    }

    private boolean suits(CorrelationDescriptor c) {
        long channels = c.channels(), filters = c.groupFilters();
        long saved = (long) outputs * outputs * filter * filter - POSITIONS;
        return c.height() == filter
                && c.width() == filter
                && c.stride() == 1
                && Math.min(channels, filters) >= FEWEST_CHANNELS
                && saved * channels * filters >= WORTH * MOVED * (channels + filters);
    }

    /** {@return outputs of a tile along each axis} */
    int outputs() {
        return outputs;
    }

    /** {@return the program that transforms tiles of maps and of products} */
    ProgramSource transforms() {
        return transforms;
    }

    /** {@return a program that transforms such tiles, with further names of macros, each followed by its value} */
    ProgramSource program(String file, Object... definitions) {
        Object[] all = Stream.concat(Stream.of("TILE", outputs), Stream.of(definitions))
                .toArray();
        return ProgramSource.of(file, all).after("winograd_tiles.cl");
    }

    /** {@return the name of the kernel that transforms filters} */
    String packing() {
        return "pack_winograd_" + filter;
    }
}
