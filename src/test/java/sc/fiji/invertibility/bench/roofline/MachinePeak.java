package sc.fiji.invertibility.bench.roofline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import net.haesleinhuepf.clij.clearcl.ClearCL;
import net.haesleinhuepf.clij.clearcl.ClearCLBuffer;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLDevice;
import net.haesleinhuepf.clij.clearcl.ClearCLKernel;
import net.haesleinhuepf.clij.clearcl.ClearCLProgram;
import net.haesleinhuepf.clij.clearcl.backend.jocl.ClearCLBackendJOCL;
import net.haesleinhuepf.clij.coremem.enums.NativeTypeEnum;

/**
 * The limits of a processor, measured through OpenCL with a work-item or some more a core; a graphics card would need
 * thousands to be at its limit.
 *
 * @param gigaflops multiplications and additions of 32-bit floats, in 10⁹ a second
 * @param gigabytes through memory, in 10⁹ bytes a second; two streams read and one written
 */
record MachinePeak(double gigaflops, double gigabytes) {

    private static final int LANES = 16, CHAINS = 12, FMA_ROUNDS = 4_000_000, TIMES = 40;

    /** Floats of a stream: far more than the caches hold. */
    private static final int STREAM = 1 << 26;

    /**
     * Measures the device that OpenCL names first.
     *
     * @throws IllegalStateException if there is none
     */
    static MachinePeak ofFirstDevice() {
        ClearCLDevice device = first();
        int items = Math.toIntExact(device.getNumberOfComputeUnits());
        try (ClearCLContext context = device.createContext();
                InputStream source = MachinePeak.class.getResourceAsStream("peak.cl");
                ClearCLProgram program =
                        context.createProgram(new String(source.readAllBytes(), StandardCharsets.UTF_8))) {
            program.addBuildOptionMadEnable();
            program.build();
            return new MachinePeak(multiplyAdd(context, program, items), triad(context, program, items));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClearCLDevice first() {
        try {
            return new ClearCL(new ClearCLBackendJOCL()).getAllDevices().get(0);
        } catch (LinkageError | RuntimeException e) {
            throw new IllegalStateException(
                    "the machine's limits are measured through OpenCL, which does not answer", e);
        }
    }

    private static double multiplyAdd(ClearCLContext context, ClearCLProgram program, int items) {
        try (ClearCLBuffer out = context.createBuffer(NativeTypeEnum.Float, (long) items * LANES);
                ClearCLKernel kernel = program.createKernel("multiply_add")) {
            kernel.setArguments(0.999f, 0.001f, FMA_ROUNDS, out);
            return 2.0 * LANES * CHAINS * FMA_ROUNDS * items / fastest(kernel, items);
        }
    }

    private static double triad(ClearCLContext context, ClearCLProgram program, int items) {
        int pieces = 64 * items;
        try (ClearCLBuffer a = context.createBuffer(NativeTypeEnum.Float, STREAM);
                ClearCLBuffer b = context.createBuffer(NativeTypeEnum.Float, STREAM);
                ClearCLBuffer out = context.createBuffer(NativeTypeEnum.Float, STREAM);
                ClearCLKernel kernel = program.createKernel("triad")) {
            int length = STREAM / LANES / pieces;
            kernel.setArguments(a, b, 0.5f, length, out);
            return 3.0 * Float.BYTES * LANES * length * pieces / fastest(kernel, pieces);
        }
    }

    /** Nanoseconds of the fastest of some runs. */
    private static double fastest(ClearCLKernel kernel, int items) {
        kernel.setGlobalSizes(items);
        kernel.setLocalSizes(1);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            kernel.run(true);
            least = Math.min(least, System.nanoTime() - start);
        }
        return least;
    }
}
