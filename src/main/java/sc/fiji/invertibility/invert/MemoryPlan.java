package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * How a layer is fitted into memory: as a whole or in tiles, and where its code is kept between
 * iterations.
 */
final class MemoryPlan {

    /** No more of a device is taken, whatever it has: others work there too. */
    static final long MOST_OF_DEVICE = 1L << 30;

    /** Maps of the activations' size that are alive at once, or free and kept for reuse, at the worst. */
    private static final int DENSE = 4;

    /** Maps of the input's size that are alive at once: x, the residual, two x̂ and scratch. */
    private static final int SIGNALS = 6;

    private final FilterBank bank;
    private final PoolingModel model;
    private final Shape input;
    private final long deviceBytes;
    private final long largestAllocation;
    private final long codeBytes;
    private final boolean codeOnHeap;

    private MemoryPlan(
            FilterBank bank,
            PoolingModel model,
            Shape input,
            long deviceBytes,
            long largestAllocation,
            long freeHeap,
            boolean keepsCode) {
        this.bank = bank;
        this.model = model;
        this.input = input;
        this.deviceBytes = deviceBytes;
        this.largestAllocation = largestAllocation;
        long units = model.pooling().pooledShape(activations()).size();
        // Two codes are alive at once: the current one and the next.
        this.codeBytes = keepsCode ? 2 * CompactCode.bytes(units, model.kept(units), model.pooling()) : 0;
        this.codeOnHeap = codeBytes <= freeHeap / 4;
    }

    /**
     * Plans for a device and the heap as they are now.
     *
     * @param bank the bank whose activations are pooled
     * @param deviceLimit bytes of the device that may be taken at most
     * @param keepsCode whether codes are needed again after they were made
     */
    static MemoryPlan of(
            Device device, FilterBank bank, PoolingModel model, Shape input, long deviceLimit, boolean keepsCode) {
        Runtime java = Runtime.getRuntime();
        long freeHeap = java.maxMemory() - java.totalMemory() + java.freeMemory();
        // What the Java engine holds is heap, too, and half of it is left to images.
        long available = device.type().equals("Java") ? Math.min(device.memory(), freeHeap) / 2 : device.memory() / 2;
        long deviceBytes = Math.min(deviceLimit, available);
        return new MemoryPlan(bank, model, input, deviceBytes, device.largestAllocation(), freeHeap, keepsCode);
    }

    private Shape activations() {
        return new Shape(bank.filters(), bank.outputHeight(input.height()), bank.outputWidth(input.width()));
    }

    /** Whether the layer fits onto the device as a whole. */
    boolean isResident() {
        Shape h = activations();
        return bytes(h.pixels()) <= deviceBytes && h.pixels() * bytesOfActivations() <= largestAllocation;
    }

    /** The longest side of tiles that fit, in activations: a multiple of the pooling block. */
    int tileSide() {
        double fits =
                Math.sqrt(Math.min(deviceBytes / (double) bytes(1), largestAllocation / (double) bytesOfActivations()));
        int side = (int)
                Math.min(fits, Math.max(activations().height(), activations().width()));
        return Math.max(1, side / model.block()) * model.block();
    }

    boolean codeOnHeap() {
        return codeOnHeap;
    }

    /** One sentence for the user. */
    String describe(TileGrid grid) {
        String tiles = grid.tiles().size() + " tiles";
        if (codeBytes == 0) return tiles;
        return tiles + ", the code between iterations takes up to " + (codeBytes + (1 << 20) - 1 >> 20) + " MiB "
                + (codeOnHeap ? "of the heap" : "in a temporary file");
    }

    /** Bytes that so many activations of each filter take on the device, with all that is made of them. */
    private long bytes(long pixels) {
        long pooled = 6 * bytesOfActivations() / Math.max(1, model.block() * model.block());
        long stride = bank.stride();
        return pixels
                * (DENSE * bytesOfActivations() + pooled + SIGNALS * Float.BYTES * stride * stride * bank.channels());
    }

    /** Bytes of the activations of all filters at one place; channels are padded to vectors of 16. */
    private long bytesOfActivations() {
        return (long) Float.BYTES * ((bank.filters() + 15) / 16 * 16);
    }
}
