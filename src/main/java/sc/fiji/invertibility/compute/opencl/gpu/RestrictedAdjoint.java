package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * The norms of a gradient on the support of a sparse code, g_Γ, and of Wᵀg_Γ. Neither is written to memory: values of
 * the gradient are read where the code has its non-zeros, and {@link SparseAdjoint} adds them as it adds a code's own.
 */
final class RestrictedAdjoint {

    private static final int GROUP = 256;

    /** Outputs of a work-item; with fewer of them, fewer groups are started. */
    private static final int OUTPUTS = 4;

    private static final int GROUPS_OF_UNIT = 4;

    /** The kernels' indices have 32 bits. */
    private static final long MOST_VALUES = 1L << 32;

    /** One of them goes on beyond the last value. */
    private static final long MOST_OUTPUTS = 1L << 31;

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final SparseAdjoint adjoint;
    private final LengthKernels lengths;
    private final Map<ProgramSource, ProgramSource> sources = new HashMap<>();

    RestrictedAdjoint(GpuDevice device, DeviceMemory memory, SparseAdjoint adjoint) {
        this.device = device;
        this.memory = memory;
        this.adjoint = adjoint;
        this.lengths = new LengthKernels(device, memory);
    }

    /**
     * Returns whether this can compute lengths.
     *
     * @param c the transpose of the bank
     * @param z a code of 2×2 windows
     * @param x the size of Wᵀg_Γ
     * @param count the number of lengths
     */
    boolean suits(CorrelationDescriptor c, CodeBatch z, Shape x, int count) {
        return LengthKernels.suits(count)
                && adjoint.suits(c, z)
                && z.unpooledShape().size() <= MOST_VALUES
                && x.size() <= MOST_OUTPUTS;
    }

    /**
     * Computes ‖g_Γ‖²/‖Wᵀg_Γ‖², or 1 where Wᵀg_Γ is zero, divided by some numbers.
     *
     * @param x the size of Wᵀg_Γ
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if there is no room for the sums of the rows
     */
    DeviceLengths lengths(
            CodeBatch z, DeviceMap g, Unpooling unpooling, PackedWeights weights, Shape x, double[] divisors) {
        CorrelationDescriptor c = weights.correlation();
        ProgramSource source = sources.computeIfAbsent(adjoint.source(c), this::restricted);
        NDRange teams = adjoint.teams(z.shape(), 1);
        int group = device.limits().group(GROUP), ofGradient = groups(teams), ofImage = groups(x, group);
        int rows = z.shape().height(), columns = z.shape().width();
        try (DeviceBuffer strips = memory.take(SparseAdjoint.stripWords(c, z.shape()))) {
            return lengths.of(
                    ofGradient,
                    ofImage,
                    parts -> {
                        device.kernel(source, "add_nonzeros")
                                .run(
                                        teams,
                                        List.of(z.values().buffer(), z.switches(), g),
                                        List.of(g.shape().height(), g.shape().width(), parts),
                                        List.of(unpooling, rows, columns),
                                        List.of(weights.in(WeightOrder.TAPS), c.channels(), strips));
                        device.kernel(source, "square_strips")
                                .run(
                                        NDRange.of(group, (long) group * ofImage),
                                        List.of(strips, rows, columns, x.height(), x.width()),
                                        List.of(c.paddingY(), c.paddingX(), ofGradient, parts));
                    },
                    divisors);
        }
    }

    private static int groups(NDRange teams) {
        return Math.toIntExact(teams.global()[0] / teams.local()[0] * teams.global()[1]);
    }

    private int groups(Shape x, int group) {
        long wanted = (x.size() + OUTPUTS * group - 1) / (OUTPUTS * group);
        return (int) Math.min((long) GROUPS_OF_UNIT * device.limits().units(), wanted);
    }

    private ProgramSource restricted(ProgramSource source) {
        return source.with("RESTRICTED", 1, "GROUP", device.limits().group(GROUP))
                .after("group_sum.cl");
    }
}
