package sc.fiji.invertibility.bench.roofline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.haesleinhuepf.clij.clearcl.ClearCL;
import net.haesleinhuepf.clij.clearcl.ClearCLBuffer;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLDevice;
import net.haesleinhuepf.clij.clearcl.ClearCLKernel;
import net.haesleinhuepf.clij.clearcl.ClearCLProgram;
import net.haesleinhuepf.clij.clearcl.backend.jocl.ClearCLBackendJOCL;
import net.haesleinhuepf.clij.coremem.enums.NativeTypeEnum;

/**
 * The limits of a device, measured through OpenCL: for a processor with one or a few work-items per core, for a
 * graphics card with thousands.
 *
 * @param device its name
 * @param gigaflops multiplications and additions of 32-bit floats, in 10⁹ a second
 * @param gigabytes through memory, in 10⁹ bytes a second; two streams read and one written
 */
record MachinePeak(String device, double gigaflops, double gigabytes) {

    /** Floats of a stream: far more than the caches hold. */
    private static final int STREAM = 1 << 26;

    private static final int TIMES = 40;

    /**
     * The work that brings a kind of device to its limits.
     *
     * @param lanes numbers that a work-item adds to at a time
     * @param chains sums of each lane
     * @param rounds terms of each sum
     * @param items work-items that add
     * @param width floats of the vectors that stream
     * @param pieces work-items that stream
     * @param group work-items of a group
     * @param queued runs that are timed together, so that starting them does not count
     * @param suffix of the kernels' names
     */
    private record Load(
            int lanes, int chains, int rounds, int items, int width, int pieces, int group, int queued, String suffix) {

        static Load of(ClearCLDevice device) {
            int units = Math.toIntExact(device.getNumberOfComputeUnits());
            return device.getType().isGPU()
                    ? new Load(1, 16, 4096, 8192 * units, 4, STREAM / 4, 64, 10, "_lane")
                    : new Load(16, 12, 4_000_000, units, 16, 64 * units, 1, 1, "");
        }
    }

    /**
     * Measures the first graphics card, or where there is none the first device.
     *
     * @throws IllegalStateException if there is none
     */
    static MachinePeak ofBestDevice() {
        ClearCLDevice device = best();
        Load load = Load.of(device);
        try (ClearCLContext context = device.createContext();
                InputStream source = MachinePeak.class.getResourceAsStream("peak.cl");
                ClearCLProgram program =
                        context.createProgram(new String(source.readAllBytes(), StandardCharsets.UTF_8))) {
            program.addBuildOptionMadEnable();
            program.build();
            return new MachinePeak(
                    device.getName(), multiplyAdd(context, program, load), triad(context, program, load));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClearCLDevice best() {
        try {
            List<ClearCLDevice> devices = new ClearCL(new ClearCLBackendJOCL()).getAllDevices();
            return devices.stream()
                    .filter(device -> device.getType().isGPU())
                    .findFirst()
                    .orElseGet(() -> devices.get(0));
        } catch (LinkageError | RuntimeException e) {
            throw new IllegalStateException(
                    "the machine's limits are measured through OpenCL, which does not answer", e);
        }
    }

    private static double multiplyAdd(ClearCLContext context, ClearCLProgram program, Load load) {
        try (ClearCLBuffer out = context.createBuffer(NativeTypeEnum.Float, (long) load.items * load.lanes);
                ClearCLKernel kernel = program.createKernel("multiply_add" + load.suffix)) {
            kernel.setArguments(0.999f, 0.001f, load.rounds, out);
            return 2.0 * load.lanes * load.chains * load.rounds * load.items / fastest(kernel, load.items, load);
        }
    }

    private static double triad(ClearCLContext context, ClearCLProgram program, Load load) {
        try (ClearCLBuffer a = context.createBuffer(NativeTypeEnum.Float, STREAM);
                ClearCLBuffer b = context.createBuffer(NativeTypeEnum.Float, STREAM);
                ClearCLBuffer out = context.createBuffer(NativeTypeEnum.Float, STREAM);
                ClearCLKernel kernel = program.createKernel("triad" + load.suffix)) {
            int length = STREAM / load.width / load.pieces;
            kernel.setArguments(a, b, 0.5f, length, out);
            return 3.0 * Float.BYTES * load.width * length * load.pieces / fastest(kernel, load.pieces, load);
        }
    }

    /** Nanoseconds of a run, in the fastest of some queues. */
    private static double fastest(ClearCLKernel kernel, int items, Load load) {
        kernel.setGlobalSizes(items);
        kernel.setLocalSizes(load.group);
        double least = Double.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            for (int run = 1; run < load.queued; run++) kernel.run(false);
            kernel.run(true);
            least = Math.min(least, (System.nanoTime() - start) / (double) load.queued);
        }
        return least;
    }
}
