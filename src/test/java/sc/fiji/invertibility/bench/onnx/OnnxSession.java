package sc.fiji.invertibility.bench.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A model in ONNX Runtime, on its CPU provider, all graph optimisations on. */
public final class OnnxSession implements AutoCloseable {

    /** Loads the runtime when it is needed first. */
    private static final class Runtime {

        private static final OrtEnvironment ENVIRONMENT =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "bench");

        private Runtime() {}
    }

    private final OrtSession session;

    private OnnxSession(OrtSession session) {
        this.session = session;
    }

    /**
     * Loads a model.
     *
     * @param model the model
     * @param threads how many threads work on one operator
     * @return the session
     */
    public static OnnxSession of(OnnxModel model, int threads) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return new OnnxSession(Runtime.ENVIRONMENT.createSession(model.bytes(), options));
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return why the runtime cannot be used on this machine; empty if it can} */
    public static Optional<String> missing() {
        try {
            Runtime.ENVIRONMENT.getVersion();
            return Optional.empty();
        } catch (LinkageError | RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("its library does not load (" + cause.getMessage() + ")");
        }
    }

    /** {@return ONNX Runtime's version} */
    public static String version() {
        return Runtime.ENVIRONMENT.getVersion();
    }

    /** Makes a tensor of zeros outside the heap, which the runtime reads and writes in place. */
    public static OnnxTensor tensor(long... sizes) {
        int length = Math.toIntExact(Arrays.stream(sizes).reduce(1, Math::multiplyExact));
        ByteBuffer bytes = ByteBuffer.allocateDirect(Float.BYTES * length).order(ByteOrder.nativeOrder());
        try {
            return OnnxTensor.createTensor(Runtime.ENVIRONMENT, bytes.asFloatBuffer(), sizes);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a tensor of values. */
    public static OnnxTensor tensor(float[] values, long... sizes) {
        OnnxTensor tensor = tensor(sizes);
        floats(tensor).put(values);
        return tensor;
    }

    /** {@return the values of a tensor that was made here, not a copy} */
    public static FloatBuffer floats(OnnxTensor tensor) {
        return ((FloatBuffer) tensor.getBufferRef().orElseThrow()).duplicate().rewind();
    }

    /** Runs the model; the result is the caller's. */
    public OrtSession.Result run(Map<String, OnnxTensor> inputs) {
        try {
            return session.run(inputs);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a model of one output and returns its values. */
    public float[] values(Map<String, OnnxTensor> inputs) {
        try (OrtSession.Result result = run(inputs)) {
            return values((OnnxTensor) result.get(0));
        }
    }

    /** Runs the model into tensors that were made before. */
    public void runInto(Map<String, OnnxTensor> inputs, Map<String, ? extends OnnxValue> outputs) {
        try {
            session.run(inputs, java.util.Set.of(), outputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return a copy of any tensor's values} */
    public static float[] values(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
