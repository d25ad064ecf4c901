package sc.fiji.invertibility.compute.opencl.gpu;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;

/** Lengths of steps on the device, of which kernels take as many as {@value #MOST}. */
final class DeviceLengths implements Pending<double[]> {

    static final int MOST = 2;

    /** Of the exact length: a double or, without double precision, two floats whose sum it is. */
    private static final int EXACT_WORDS = 2;

    /** The exact length, followed by it divided by each of two numbers, in single precision. */
    static final int WORDS = EXACT_WORDS + MOST;

    private final DeviceBuffer buffer;
    private final double[] divisors;
    private final int parts;
    private double[] known;

    /**
     * @param divisors by which the exact length is divided
     */
    DeviceLengths(DeviceBuffer buffer, double[] divisors, DeviceLimits limits) {
        this.buffer = buffer;
        this.divisors = divisors;
        this.parts = parts(limits);
    }

    /** {@return how many values the exact length is the sum of} */
    static int parts(DeviceLimits limits) {
        return EXACT_WORDS / limits.wordsOfSum();
    }

    DeviceBuffer buffer() {
        return buffer;
    }

    int count() {
        return divisors.length;
    }

    @Override
    public double[] get() {
        if (known == null) {
            if (parts == 1) {
                double[] exact = new double[1];
                buffer.read(DoubleBuffer.wrap(exact), 0, EXACT_WORDS);
                arrived(exact);
            } else {
                float[] exact = new float[parts];
                buffer.read(FloatBuffer.wrap(exact), 0, EXACT_WORDS);
                arrived(exact[0], exact[1]);
            }
        }
        return known.clone();
    }

    /** Takes note of the exact length, in parts; the host divides it as the device does. */
    void arrived(double... inParts) {
        double exact = DoubleStream.of(inParts).reduce(0, Double::sum);
        known = Arrays.stream(divisors).map(divisor -> exact / divisor).toArray();
    }

    @Override
    public void close() {
        buffer.close();
    }
}
