package sc.fiji.invertibility.compute.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLPeerPointer;
import net.haesleinhuepf.clij.clearcl.backend.ClearCLBackendInterface;
import net.haesleinhuepf.clij.clearcl.enums.BuildStatus;
import net.haesleinhuepf.clij.clearcl.exceptions.ClearCLException;

/**
 * The kernels, built for one context. They are one program, since drivers take a good part of a second to
 * begin with any. ClearCL's own program class would put CLIJ's long preamble
 * of image functions before each source, which costs more time to compile than the kernels themselves.
 */
final class Program {

    private static final List<String> FILES = List.of(
            "layout.cl",
            "transfer.cl",
            "arithmetic.cl",
            "pooling.cl",
            "selection.cl",
            "packing.cl",
            "largest.cl",
            "bracket.cl",
            "correlation.cl",
            "direct.cl",
            "winograd.cl",
            "winograd_cores.cl",
            "few.cl",
            "planar.cl",
            "scatter.cl",
            "patches.cl");

    private final ClearCLContext context;
    private final ClearCLPeerPointer program;
    private final Map<String, Kernel> kernels = new HashMap<>();

    private Program(ClearCLContext context, ClearCLPeerPointer program) {
        this.context = context;
        this.program = program;
    }

    /**
     * Builds a program.
     *
     * @throws IllegalStateException with the build log if it does not build
     */
    static Program build(ClearCLContext context, String source, String options) {
        ClearCLBackendInterface backend = context.getBackend();
        ClearCLPeerPointer program = backend.getProgramPeerPointer(context.getPeerPointer(), source);
        backend.buildProgram(program, options);
        FaultSignals.reclaim();
        ClearCLPeerPointer device = context.getDevice().getPeerPointer();
        if (backend.getBuildStatus(device, program) != BuildStatus.Success) {
            String log = backend.getBuildLog(device, program).trim();
            backend.releaseProgram(program);
            throw new IllegalStateException(
                    "the kernels do not build on " + context.getDevice().getName() + ": " + log);
        }
        return new Program(context, program);
    }

    /** The source of all kernels, found beside this class. */
    static String source() {
        return FILES.stream().map(Program::read).collect(Collectors.joining());
    }

    synchronized Kernel kernel(String name) {
        return kernels.computeIfAbsent(name, n -> new Kernel(context, n, kernelPointer(n)));
    }

    private ClearCLPeerPointer kernelPointer(String name) {
        try {
            return context.getBackend().getKernelPeerPointer(program, name);
        } catch (ClearCLException e) {
            throw new IllegalStateException(
                    "there is no kernel " + name + " for " + context.getDevice().getName(), e);
        }
    }

    private static String read(String file) {
        try (InputStream stream = Program.class.getResourceAsStream(file)) {
            if (stream == null) throw new IllegalStateException("the kernels of " + file + " are missing");
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
