package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Download;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.HostWords;
import sc.fiji.invertibility.compute.opencl.device.StagedRead;

/**
 * Maps on their way back.
 *
 * @param read brings their values
 * @param shape the size of each
 * @param count how many
 * @param step values from one to the next
 */
record StagedDownload(StagedRead read, Shape shape, int count, long step) implements Download {

    @Override
    public List<Img<FloatType>> images() {
        List<float[]> arrays = IntStream.range(0, count)
                .mapToObj(i -> new float[Math.toIntExact(shape.size())])
                .toList();
        read.take(HostWords.of(arrays, Math.max(step, shape.size())));
        return arrays.stream()
                .<Img<FloatType>>map(
                        values -> ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels()))
                .toList();
    }

    @Override
    public void close() {
        read.close();
    }
}
