package sc.fiji.invertibility.compute.opencl.device;

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
import sc.fiji.invertibility.compute.DeviceFailure;

/**
 * Kernels, built for one context. ClearCL's own program class would put CLIJ's long preamble of image functions
 * before each source, which costs more time to compile than the kernels themselves.
 */
public final class Program {

    private final ClearCLContext context;
    private final ClearCLPeerPointer program;
    private final boolean ofParts;
    private final Map<String, Kernel> kernels = new HashMap<>();

    private Program(ClearCLContext context, ClearCLPeerPointer program, boolean ofParts) {
        this.context = context;
        this.program = program;
        this.ofParts = ofParts;
    }

    /**
     * Builds a program.
     *
     * @param context the context to build in
     * @param name the name in error messages
     * @param source the text in OpenCL C
     * @param options the compiler's options
     * @return the program
     * @throws DeviceFailure with the build log if it does not build
     */
    public static Program build(ClearCLContext context, String name, String source, String options) {
        ClearCLBackendInterface backend = context.getBackend();
        String failure = "the kernels of " + name + " do not build on "
                + context.getDevice().getName() + ": ";
        try {
            DriverCall.begin();
            ClearCLPeerPointer program = backend.getProgramPeerPointer(context.getPeerPointer(), source);
            backend.buildProgram(program, options);
            FaultSignals.reclaim();
            ClearCLPeerPointer device = context.getDevice().getPeerPointer();
            if (backend.getBuildStatus(device, program) == BuildStatus.Success)
                return new Program(context, program, false);
            String log = backend.getBuildLog(device, program).trim();
            backend.releaseProgram(program);
            throw DriverErrors.failure(context, failure + log, null);
        } catch (ClearCLException e) {
            throw DriverErrors.failure(context, failure + e.getMessage(), e);
        }
    }

    /**
     * Declares that kernels work on parts of buffers.
     *
     * @return this program, in whose kernels each buffer is followed by a long argument, the first word to work on
     */
    public Program ofParts() {
        return new Program(context, program, true);
    }

    /**
     * Reads source files.
     *
     * @param position the class beside which they are found; what both families share is found beside this one
     * @param files their names; a file comes after those it needs
     * @return all of them, joined
     * @throws IllegalStateException if one is missing
     */
    public static String source(Class<?> position, List<String> files) {
        return files.stream().map(file -> read(position, file)).collect(Collectors.joining());
    }

    /**
     * Finds a kernel.
     *
     * @param name its name
     * @return the kernel
     * @throws DeviceFailure if there is no kernel of that name
     */
    public synchronized Kernel kernel(String name) {
        Kernel known = kernels.get(name);
        if (known == null) {
            known = new Kernel(context, name, kernelPointer(name), ofParts);
            kernels.put(name, known);
        }
        return known;
    }

    private ClearCLPeerPointer kernelPointer(String name) {
        try {
            DriverCall.begin();
            return context.getBackend().getKernelPeerPointer(program, name);
        } catch (ClearCLException e) {
            String device = context.getDevice().getName();
            throw DriverErrors.failure(
                    context, "there is no kernel " + name + " for " + device + " (" + e.getMessage() + ")", e);
        }
    }

    private static String read(Class<?> position, String file) {
        InputStream own = position.getResourceAsStream(file);
        try (InputStream stream = own == null ? Program.class.getResourceAsStream(file) : own) {
            if (stream == null) throw new IllegalStateException("the kernels of " + file + " are missing");
            // The compiler then names the file in its log.
            return "#line 1 \"" + file + "\"\n" + new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
