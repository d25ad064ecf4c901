package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * Transposes sparse codes of 2×2 windows to at most four channels, through lists of their non-zeros. The time grows with
 * their number: counted in reads of local memory, that of {@link FewOutputCorrelation} is reached when about half of all
 * units are non-zero.
 */
final class SparseAdjoint {

    /** Codes with more non-zeros, in units for each, are left to the dense kernel. */
    private static final int FEWEST_UNITS = 3;

    private static final int TEAM = 32;
    private static final int MOST_TEAMS = 4;

    /** Windows of a row for each team, and how many of them are listed at a time. */
    private static final int BLOCK = 64;

    private static final int WINDOWS = 8;

    /** Sums in the registers of a work-item. */
    private static final int MOST_SLOTS = 8;

    /** Channels at a time; the fewest are as many as there are lists of a window. */
    private static final int MOST_CHANNELS = 64;

    private static final int FEWEST_CHANNELS = TEAM / WINDOWS;
    private static final int MOST_OUTPUTS = 4;
    private static final int GROUP = 128;

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final Map<List<Integer>, ProgramSource> sources = new HashMap<>();

    SparseAdjoint(GpuDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /**
     * Returns whether codes are known to be sparse enough, and filters small enough.
     *
     * @param c the transpose of the bank
     * @param z codes of 2×2 windows
     */
    boolean suits(CorrelationDescriptor c, CodeBatch z) {
        long units = z.shape().size();
        return z.mostNonzeros() <= units / FEWEST_UNITS
                && units <= Integer.MAX_VALUE
                && c.groups() == 1
                && c.stride() == 1
                && c.filters() <= MOST_OUTPUTS
                && c.height() > 0
                && c.width() > 0
                && patch(c) <= MOST_SLOTS * TEAM
                && channels(c) > 0;
    }

    /** Outputs that a window reaches. */
    private static int patch(CorrelationDescriptor c) {
        return c.filters() * (c.height() + 1) * (c.width() + 1);
    }

    private int teams() {
        return Math.min(MOST_TEAMS, device.limits().items() / TEAM);
    }

    /** {@return the number of channels of which non-zeros are listed at a time, or 0 if local memory is too small} */
    private int channels(CorrelationDescriptor c) {
        int channels = MOST_CHANNELS;
        while (channels > FEWEST_CHANNELS && channels / 2 >= c.channels()) channels /= 2;
        while (channels >= FEWEST_CHANNELS
                && localBytes(c, channels) > device.limits().localBytes()) channels /= 2;
        return teams() == 0 || channels < FEWEST_CHANNELS ? 0 : channels;
    }

    /** Local memory for filters, lists, the lists' lengths, and a sum of each work-item. */
    private long localBytes(CorrelationDescriptor c, int channels) {
        long filters = c.width() + 2L + (long) channels * patch(c);
        long lists = (long) teams() * WINDOWS * channels;
        return Float.BYTES * (filters + 2 * lists + teams() * (TEAM + WINDOWS)) + (long) Double.BYTES * teams() * TEAM;
    }

    /**
     * Adds what the non-zeros contribute, row of windows by row of windows, and then the rows.
     *
     * @param z codes, or one code
     * @param other a second code of the same size that lies elsewhere; null for none
     * @param out images of these
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is no room for the sums of the rows
     */
    void run(CodeBatch z, CodeBatch other, Unpooling unpooling, PackedWeights weights, MapBatch out) {
        CorrelationDescriptor c = weights.correlation();
        int images = out.images(),
                rows = z.shape().height(),
                columns = z.shape().width();
        CodeBatch second = other == null ? z : other;
        try (DeviceBuffer strips = memory.take(images * stripWords(c, z.shape()))) {
            device.kernel(source(c), "add_nonzeros")
                    .run(
                            teams(z.shape(), images),
                            List.of(
                                    z.values().buffer(),
                                    z.switches(),
                                    second.values().buffer(),
                                    second.switches()),
                            List.of(z.images(), z.step(), unpooling, rows, columns),
                            List.of(weights.in(WeightOrder.TAPS), c.channels(), strips));
            device.kernel(source(c), "add_strips")
                    .run(
                            NDRange.of(
                                    device.limits().group(GROUP),
                                    out.shape().width(),
                                    out.shape().height(),
                                    (long) images * c.filters()),
                            List.of(strips, rows, columns, weights.bias(), out.buffer()),
                            List.of(out.shape().height(), out.shape().width(), out.step()),
                            List.of(c.paddingY(), c.paddingX()));
        }
    }

    /** The teams for codes. */
    NDRange teams(Shape codes, int images) {
        int group = TEAM * teams();
        return NDRange.of(group, (long) group * blocks(codes), (codes.height() + teams() - 1) / teams(), images);
    }

    /** The size of all strips of a code. */
    static long stripWords(CorrelationDescriptor c, Shape code) {
        long strip = 2L * BLOCK + c.width() - 1;
        return (long) c.filters() * code.height() * (c.height() + 1) * blocks(code) * strip;
    }

    private static int blocks(Shape code) {
        return (code.width() + BLOCK - 1) / BLOCK;
    }

    /** The kernels, without what is optional in their file. */
    ProgramSource source(CorrelationDescriptor c) {
        List<Integer> key = List.of(c.width(), c.height(), c.filters(), channels(c));
        return sources.computeIfAbsent(
                key,
                k -> ProgramSource.of(
                        "sparse_adjoint.cl",
                        "SIDE",
                        c.width(),
                        "HEIGHT",
                        c.height(),
                        "OUTPUTS",
                        c.filters(),
                        "CHANNELS",
                        channels(c),
                        "TEAMS",
                        teams(),
                        "BLOCK",
                        BLOCK));
    }
}
