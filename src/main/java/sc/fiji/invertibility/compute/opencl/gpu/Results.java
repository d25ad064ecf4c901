package sc.fiji.invertibility.compute.opencl.gpu;

import java.nio.ByteBuffer;
import java.util.function.Function;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.opencl.device.StagedRead;

/** Pending results of sums. */
final class Results implements Pending<double[]> {

    private final StagedRead read;
    private final Function<ByteBuffer, double[]> values;
    private double[] results;

    Results(StagedRead read, Function<ByteBuffer, double[]> values) {
        this.read = read;
        this.values = values;
    }

    @Override
    public double[] get() {
        if (results == null) results = values.apply(read.words());
        return results;
    }

    @Override
    public void close() {
        read.close();
    }
}
