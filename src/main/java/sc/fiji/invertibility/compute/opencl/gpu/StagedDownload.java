package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.HostWords;
import sc.fiji.invertibility.compute.opencl.device.StagedRead;

/**
 * Maps that are being downloaded. The thread that asks for them copies them to the heap: waking up another thread often
 * takes longer.
 */
final class StagedDownload implements Pending<List<Img<FloatType>>> {

    private final StagedRead read;
    private final Shape shape;
    private final int count;
    private final long step;
    private List<Img<FloatType>> images;

    /**
     * @param read the pending read of their values
     * @param shape the size of each map
     * @param count the number of maps
     * @param step values from one map to the next
     */
    StagedDownload(StagedRead read, Shape shape, int count, long step) {
        this.read = read;
        this.shape = shape;
        this.count = count;
        this.step = step;
    }

    @Override
    public List<Img<FloatType>> get() {
        if (images == null) images = copied();
        return images;
    }

    private List<Img<FloatType>> copied() {
        try (read) {
            List<float[]> arrays = IntStream.range(0, count)
                    .mapToObj(i -> new float[Math.toIntExact(shape.size())])
                    .toList();
            read.take(HostWords.of(arrays, Math.max(step, shape.size())));
            return arrays.stream()
                    .<Img<FloatType>>map(
                            values -> ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels()))
                    .toList();
        }
    }

    @Override
    public void close() {
        read.close();
    }
}
