package sc.fiji.invertibility.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import sc.fiji.invertibility.bench.onnx.Attribute;
import sc.fiji.invertibility.bench.onnx.OnnxModel;
import sc.fiji.invertibility.bench.onnx.OnnxSession;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * The steps of {@link sc.fiji.invertibility.sparse.Fista} in the peer: one graph per iteration; maps stay where the
 * peer left them. The duality gap is not computed here.
 */
final class PeerFista implements Contender {

    private static final double MARGIN = 1.01, GROWTH = 1.5, ROUNDING = 1e-5, SETTLED = 1e-3;
    private static final int MOST_POWERS = 60;

    private final FistaRun work;
    private final long[] sizes;
    private final Scope owner = new Scope();
    private final OnnxSession power;
    private final OnnxSession analysis;
    private final OnnxSession step;
    private final OnnxTensor x;
    private final OnnxTensor zero;

    PeerFista(FistaRun work, int threads) {
        this.work = work;
        Shape shape = work.x();
        sizes = new long[] {1, shape.channels(), shape.height(), shape.width()};
        power = owner.own(OnnxSession.of(powerModel(), threads));
        analysis = owner.own(OnnxSession.of(
                new OnnxModel()
                        .input("x", sizes)
                        .convolve(work.bank(), "x", "c")
                        .outputs("c"),
                threads));
        step = owner.own(OnnxSession.of(stepModel(), threads));
        x = owner.own(OnnxSession.tensor(RandomInputs.values(shape, 3), sizes));
        zero = owner.own(OnnxSession.tensor(sizes));
    }

    private OnnxModel powerModel() {
        return new OnnxModel()
                .input("v", sizes)
                .input("scale", 1)
                .node("Mul", "v scale", "unit")
                .convolve(work.bank(), "unit", "analysed")
                .adjoint(work.bank(), "analysed", "product")
                .node("ReduceL2", "product", "norm", Attribute.integer("keepdims", 0))
                .outputs("product", "norm");
    }

    private OnnxModel stepModel() {
        OnnxModel model = new OnnxModel().input("x", sizes);
        for (String scalar : new String[] {"beta", "one_beta", "step", "most", "least"}) model.input(scalar);
        for (String part : new String[] {"z", "s", "c"})
            model.input(part, sizes)
                    .input(part + "0", sizes)
                    .node("Mul", part + " one_beta", part + ".on")
                    .node("Mul", part + "0 beta", part + ".back")
                    .node("Sub", part + ".on " + part + ".back", "y" + part);
        return model.node("Mul", "yc step", "descent")
                .node("Add", "yz descent", "v")
                .node("Clip", "v least most", "clipped")
                .node("Sub", "v clipped", "z1")
                .adjoint(work.bank(), "z1", "s1")
                .node("Sub", "x s1", "residual")
                .convolve(work.bank(), "residual", "c1")
                .node("Sub", "z1 yz", "dz")
                .node("Sub", "s1 ys", "ds")
                .node("Sub", "z1 z", "on")
                .node("Mul", "dz on", "along")
                .node("ReduceSumSquare", "dz", "moved", Attribute.integer("keepdims", 0))
                .node("ReduceSumSquare", "ds", "seen", Attribute.integer("keepdims", 0))
                .node("ReduceSumSquare", "s1", "signal", Attribute.integer("keepdims", 0))
                .node("ReduceSum", "along", "momentum", Attribute.integer("keepdims", 0))
                .outputs("z1", "s1", "c1", "moved", "seen", "signal", "momentum");
    }

    @Override
    public Outcome run() {
        double lipschitz = 2 * MARGIN * squaredNorm();
        double t = 1;
        OrtSession.Result last = null, current = null;
        try (OrtSession.Result start = analysis.run(Map.of("x", x))) {
            OnnxTensor[] before = null, now = {zero, zero, tensor(start, "c")};
            for (int i = 0; i < work.iterations(); i++) {
                double longer = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
                double beta = before == null ? 0 : (t - 1) / longer;
                OrtSession.Result next = step(now, before == null ? now : before, beta, lipschitz);
                while (tooLong(next, lipschitz)) {
                    next.close();
                    lipschitz *= GROWTH;
                    next = step(now, before == null ? now : before, beta, lipschitz);
                }
                t = scalar(next, "momentum") < 0 ? 1 : longer;
                if (last != null) last.close();
                last = current;
                current = next;
                before = now;
                now = new OnnxTensor[] {tensor(next, "z1"), tensor(next, "s1"), tensor(next, "c1")};
            }
            float[] z = OnnxSession.values(now[0]);
            return () -> z;
        } finally {
            if (last != null) last.close();
            if (current != null) current.close();
        }
    }

    private OrtSession.Result step(OnnxTensor[] now, OnnxTensor[] before, double beta, double lipschitz) {
        Map<String, OnnxTensor> inputs = new HashMap<>(Map.of(
                "x", x, "z", now[0], "s", now[1], "c", now[2], "z0", before[0], "s0", before[1], "c0", before[2]));
        float threshold = (float) (FistaRun.LAMBDA / lipschitz);
        try (Scope local = new Scope()) {
            inputs.put("beta", local.own(scalar((float) beta)));
            inputs.put("one_beta", local.own(scalar((float) (1 + beta))));
            inputs.put("step", local.own(scalar((float) (2 / lipschitz))));
            inputs.put("most", local.own(scalar(threshold)));
            inputs.put("least", local.own(scalar(-threshold)));
            return step.run(inputs);
        }
    }

    private static boolean tooLong(OrtSession.Result next, double lipschitz) {
        double rounding = ROUNDING * Math.sqrt(scalar(next, "signal"));
        return Math.sqrt(scalar(next, "seen")) > Math.sqrt(lipschitz / 2 * scalar(next, "moved")) + rounding;
    }

    /** The start of the power method, the same values in all libraries. */
    static float[] start(Shape signal) {
        SplittableRandom random = new SplittableRandom(1);
        float[] start = new float[Math.toIntExact(signal.size())];
        for (int i = 0; i < start.length; i++) start[i] = (float) (2 * random.nextDouble() - 1);
        return start;
    }

    /** ‖W‖² by the power method. */
    private double squaredNorm() {
        float[] start = start(work.x());
        double square = 0;
        for (float value : start) square += (double) value * value;
        double norm = Math.sqrt(square), estimate = 0;
        OrtSession.Result last = null;
        try (OnnxTensor first = OnnxSession.tensor(start, sizes)) {
            OnnxTensor v = first;
            for (int i = 0; i < MOST_POWERS; i++) {
                OrtSession.Result next;
                try (OnnxTensor scale = OnnxSession.tensor(new float[] {(float) (1 / norm)}, 1)) {
                    next = power.run(Map.of("v", v, "scale", scale));
                }
                if (last != null) last.close();
                last = next;
                v = tensor(next, "product");
                norm = scalar(next, "norm");
                if (norm - estimate <= SETTLED * norm) break;
                estimate = norm;
            }
            return norm;
        } finally {
            if (last != null) last.close();
        }
    }

    private static OnnxTensor scalar(float value) {
        return OnnxSession.tensor(new float[] {value});
    }

    private static float scalar(OrtSession.Result result, String name) {
        return OnnxSession.values(tensor(result, name))[0];
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }

    @Override
    public void close() {
        owner.close();
    }
}
