package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.SparseCode;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.HostWords;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Uploads the non-zeros of several codes at once, and scatters them into the codes on the device. */
final class SparseUpload {

    private static final ProgramSource SOURCE = ProgramSource.of("scatter.cl");
    private static final int GROUP = 128;

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final GpuPointwiseKernels pointwise;

    SparseUpload(GpuDevice device, DeviceMemory memory, GpuPointwiseKernels pointwise) {
        this.device = device;
        this.memory = memory;
        this.pointwise = pointwise;
    }

    /** {@return whether a unit's index and its switch together fit into a word, and all codes into an array} */
    static boolean suits(List<SparseCode> codes) {
        SparseCode first = codes.get(0);
        long positions = first.shape().size() * positionsOfWindow(first);
        return positions <= Integer.MAX_VALUE && 2L * codes.size() * most(codes) <= Integer.MAX_VALUE - 8;
    }

    void run(List<SparseCode> codes, CodeBatch z) {
        long extent = z.images() > 1 ? z.step() * z.images() : z.shape().size();
        pointwise.clear(z.values().buffer(), extent);
        pointwise.clear(z.switches(), extent);
        int most = most(codes);
        if (most == 0) return;
        int[] words = words(codes, most);
        try (DeviceBuffer nonzeros = memory.take(words.length)) {
            device.staging().write(HostWords.of(words), words.length, nonzeros, 0);
            NDRange range = NDRange.of(device.limits().group(GROUP), most, codes.size());
            device.kernel(SOURCE, "scatter_nonzeros")
                    .run(range, nonzeros, most, positionsOfWindow(codes.get(0)), z.strided());
        }
    }

    /** For each code as many entries as the fullest one has non-zeros: the position, or −1 for none, and the value. */
    private static int[] words(List<SparseCode> codes, int most) {
        int[] words = new int[2 * most * codes.size()];
        int positions = positionsOfWindow(codes.get(0));
        IntStream.range(0, codes.size()).parallel().forEach(code -> {
            UnitList units = codes.get(code).units();
            for (int i = 0; i < most; i++) {
                int at = 2 * (code * most + i);
                boolean there = i < units.size();
                words[at] = there ? units.indices()[i] * positions + units.switches()[i] : -1;
                words[at + 1] = there ? Float.floatToRawIntBits(units.values()[i]) : 0;
            }
        });
        return words;
    }

    private static int positionsOfWindow(SparseCode code) {
        return code.pooling().window() * code.pooling().window();
    }

    private static int most(List<SparseCode> codes) {
        return codes.stream().mapToInt(code -> code.units().size()).max().orElse(0);
    }
}
