package sc.fiji.invertibility.bench;

import ai.onnxruntime.OnnxTensor;
import java.nio.FloatBuffer;
import java.util.Deque;
import sc.fiji.invertibility.bench.onnx.OnnxSession;

/**
 * A tensor that is reused once it is closed.
 *
 * @param tensor its values
 * @param free where it goes when it is closed
 */
record PeerImage(OnnxTensor tensor, Deque<OnnxTensor> free) implements AutoCloseable {

    FloatBuffer floats() {
        return OnnxSession.floats(tensor);
    }

    float[] values() {
        float[] values = new float[floats().capacity()];
        floats().get(values);
        return values;
    }

    /** Sets this to a multiple of another one. */
    void setMultiple(float factor, PeerImage other) {
        FloatBuffer to = floats(), from = other.floats();
        for (int i = 0; i < to.capacity(); i++) to.put(i, factor * from.get(i));
    }

    double dot(PeerImage other) {
        FloatBuffer a = floats(), b = other.floats();
        double sum = 0;
        for (int i = 0; i < a.capacity(); i++) sum += (double) a.get(i) * b.get(i);
        return sum;
    }

    double squaredDistance(PeerImage other) {
        FloatBuffer a = floats(), b = other.floats();
        double sum = 0;
        for (int i = 0; i < a.capacity(); i++) {
            double difference = a.get(i) - b.get(i);
            sum += difference * difference;
        }
        return sum;
    }

    @Override
    public void close() {
        free.push(tensor);
    }
}
