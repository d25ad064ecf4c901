package sc.fiji.invertibility.compute;

import java.util.Arrays;
import net.imglib2.img.array.ArrayImgs;

/** Brings values between a device and arrays on the heap, for what an engine has no kernel for. */
final class HostTensors {

    private final PointwiseOperations engine;

    HostTensors(PointwiseOperations engine) {
        this.engine = engine;
    }

    float[] values(FeatureMap map) {
        float[] values = new float[Math.toIntExact(map.shape().size())];
        engine.download(map, values);
        return values;
    }

    FeatureMap map(Scope scope, Shape shape, float[] values) {
        return engine.upload(scope, ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels()));
    }

    FeatureMap filled(Scope scope, Shape shape, float value) {
        float[] values = new float[Math.toIntExact(shape.size())];
        Arrays.fill(values, value);
        return map(scope, shape, values);
    }

    /** 1 where a value is kept, else 0. */
    FeatureMap kept(Scope scope, Shape shape, float rate, long seed) {
        float[] kept = new float[Math.toIntExact(shape.size())];
        Dropout dropout = Dropout.of(rate, seed);
        for (int i = 0; i < kept.length; i++) kept[i] = dropout.keeps(i) ? 1 : 0;
        return map(scope, shape, kept);
    }

    void adam(AdamStep step, FeatureMap parameter, FeatureMap gradient, FeatureMap mean, FeatureMap square) {
        float[] g = values(gradient), m = values(mean), v = values(square), change = new float[g.length];
        float rate = step.correctedRate(), epsilon = step.correctedEpsilon();
        float beta1 = (float) step.beta1(), beta2 = (float) step.beta2();
        for (int i = 0; i < g.length; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
            change[i] = -rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
        try (Scope local = new Scope()) {
            engine.axpy(1, map(local, parameter.shape(), change), parameter);
            replace(mean, m);
            replace(square, v);
        }
    }

    private void replace(FeatureMap map, float[] values) {
        try (Scope local = new Scope()) {
            engine.scale(0, map);
            engine.axpy(1, map(local, map.shape(), values), map);
        }
    }
}
