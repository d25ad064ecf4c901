package sc.fiji.invertibility.compute.opencl.gpu;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;

/** Lengths of steps on the device, of which kernels take as many as {@value #MOST}. */
final class DeviceLengths implements Pending<double[]> {

    static final int MOST = 2;

    /** The exact length in double precision, followed by it divided by each of two numbers, in single precision. */
    static final int WORDS = 4;

    private final DeviceBuffer buffer;
    private final double[] divisors;
    private double[] known;

    /**
     * @param divisors by which the exact length is divided
     */
    DeviceLengths(DeviceBuffer buffer, double[] divisors) {
        this.buffer = buffer;
        this.divisors = divisors;
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
            double[] exact = new double[1];
            buffer.read(DoubleBuffer.wrap(exact), 0, 2);
            arrived(exact[0]);
        }
        return known.clone();
    }

    /** Takes note of the exact length; the host divides it as the device does. */
    void arrived(double exact) {
        known = Arrays.stream(divisors).map(divisor -> exact / divisor).toArray();
    }

    @Override
    public void close() {
        buffer.close();
    }
}
