package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.PackedSamples;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.NDRange;
import sc.fiji.invertibility.compute.opencl.device.PointwiseKernels;

/** Linear algebra with four values per work-item, also on several pairs of maps at once. */
final class GpuPointwiseKernels extends PointwiseKernels {

    /** Pairs of one launch. */
    static final int PAIRS = 3;

    private static final ProgramSource SOURCE = ProgramSource.of("pointwise.cl").after("lookup.cl");
    private static final int VECTOR = 4;
    private static final int GROUP = 256;

    GpuPointwiseKernels(GpuDevice device) {
        super(name -> device.kernel(SOURCE, name), device.limits().group(GROUP), VECTOR);
    }

    /** results ← a·x + b·y of two or more pairs. */
    void combine(float a, List<DeviceMap> x, float b, List<DeviceMap> y, List<DeviceMap> results) {
        for (int first = 0; first < x.size(); first += PAIRS) {
            int pairs = Math.min(PAIRS, x.size() - first);
            List<Object> arguments = new ArrayList<>(List.of(a, b));
            long most = 0;
            for (int p = 0; p < PAIRS; p++) {
                int i = first + (p < pairs ? p : 0);
                long vectors = p < pairs ? (x.get(i).shape().size() + VECTOR - 1) / VECTOR : 0;
                arguments.addAll(List.of(x.get(i), y.get(i), results.get(i), vectors));
                most = Math.max(most, vectors);
            }
            kernel("combine_pairs").run(NDRange.of(group(), most, pairs), arguments);
        }
    }

    /** results ← a·x + b·y of three pairs, but in the second the soft threshold of the first + length·the second. */
    void extrapolatedStep(
            float a,
            List<DeviceMap> x,
            float b,
            List<DeviceMap> y,
            float length,
            float threshold,
            List<DeviceMap> results) {
        long vectors = (x.get(0).shape().size() + VECTOR - 1) / VECTOR;
        long others = (x.get(2).shape().size() + VECTOR - 1) / VECTOR;
        kernel("extrapolated_step")
                .run(
                        NDRange.of(group(), Math.max(vectors, others), 2),
                        List.of(a, b, length, threshold),
                        List.of(x.get(0), y.get(0), x.get(1), y.get(1), results.get(0), results.get(1), vectors),
                        List.of(x.get(2), y.get(2), results.get(2), others));
    }

    /** result ← soft threshold of y + a·g. */
    void proximalStep(DeviceMap y, float a, DeviceMap g, float threshold, DeviceMap result) {
        run("proximal_step", y, y, a, g, threshold, result);
    }

    /** Fills a map with the values that the integers in some words stand for. */
    void lookUp(PackedSamples samples, DeviceBuffer words, DeviceMap map) {
        long pixels = map.shape().pixels();
        kernel("look_up_" + samples.storage().name().toLowerCase(Locale.ROOT))
                .run(
                        NDRange.of(group(), pixels, map.shape().channels()),
                        List.of(words, samples.firstSample(), samples.wordsOfSlice()),
                        List.of(samples.lowest(), samples.levels(), map, pixels));
    }

    /** distances ← ‖a·x − y‖ over the channels. */
    void distances(float a, DeviceMap x, DeviceMap y, DeviceMap distances) {
        long pixels = x.shape().pixels();
        NDRange range = NDRange.of(group(), pixels);
        kernel("distances").run(range, a, x, y, distances, pixels, x.shape().channels());
    }

    @Override
    protected void copyRows(DeviceMap from, int fromRow, DeviceMap to, int toRow, int rows, int zeros) {
        long row = from.shape().width();
        kernel("copy_rows")
                .run(
                        NDRange.of(group(), (rows + zeros) * row, from.shape().channels()),
                        List.of(from, from.shape().pixels(), fromRow * row),
                        List.of(to, to.shape().pixels(), toRow * row, rows * row, zeros * row));
    }

    @Override
    protected void normalise(DeviceMap h, LocalResponseNorm response, DeviceMap normalised) {
        Shape shape = h.shape();
        kernel("normalise")
                .run(
                        NDRange.of(group(), shape.pixels(), shape.channels()),
                        List.of(h, normalised, shape.pixels(), shape.channels()),
                        constants(response, shape.channels()));
    }
}
