package sc.fiji.invertibility.compute.opencl.gpu;

import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.BackingArray;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.ImageBlocks;
import sc.fiji.invertibility.compute.IndexedImage;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.HostWords;
import sc.fiji.invertibility.compute.opencl.device.StagingBuffers;

/** Copies images to device memory, and codes to it and back. They have the same order there as on the host. */
final class Transfers {

    /** Words that are copied at a time of an image that is not an array: 16 MiB. */
    private static final int PIECE = 1 << 22;

    /** Words that the driver copies as fast as {@link StagingBuffers}: 64 KiB. */
    static final int SMALL = 1 << 14;

    private final StagingBuffers staging;
    private final SampleUpload samples;

    Transfers(StagingBuffers staging, SampleUpload samples) {
        this.staging = staging;
        this.samples = samples;
    }

    void upload(RandomAccessibleInterval<FloatType> image, DeviceMap map) {
        if (image instanceof IndexedImage integers && samples.filled(map, integers)) return;
        Shape shape = map.shape();
        float[] values = BackingArray.of(image).orElse(null);
        if (values != null) {
            write(values, map.buffer(), 0, (int) shape.size());
            return;
        }
        List<float[]> planes = BackingArray.planes(image).orElse(null);
        if (planes != null) {
            staging.write(HostWords.of(planes, shape.pixels()), shape.size(), map.buffer(), 0);
            return;
        }
        ImageBlocks blocks = ImageBlocks.of(image);
        long[] min = image.minAsLongArray();
        int width = shape.width(), rows = rowsOfPiece(shape);
        float[] piece = new float[rows * width];
        for (int channel = 0; channel < shape.channels(); channel++)
            for (int row = 0; row < shape.height(); row += rows) {
                int some = Math.min(rows, shape.height() - row);
                blocks.copy(new long[] {min[0], min[1] + row, min[2] + channel}, piece, new int[] {width, some, 1});
                write(piece, map.buffer(), channel * shape.pixels() + (long) row * width, some * width);
            }
    }

    /** Uploads images of one size. */
    void upload(List<? extends RandomAccessibleInterval<FloatType>> images, List<DeviceMap> maps) {
        long step = maps.size() > 1 ? DeviceMap.step(maps) : -1;
        List<float[]> arrays = new ArrayList<>();
        images.forEach(image -> arrays.add(BackingArray.of(image).orElse(null)));
        if (step > 0 && !arrays.contains(null)) {
            staging.write(
                    HostWords.of(arrays, step),
                    Downloads.extent(maps, step),
                    maps.get(0).buffer(),
                    0);
            return;
        }
        for (int i = 0; i < maps.size(); i++) upload(images.get(i), maps.get(i));
    }

    private static int rowsOfPiece(Shape shape) {
        return Math.max(1, Math.min(PIECE / shape.width(), shape.height()));
    }

    private void write(float[] values, DeviceBuffer target, long offset, int count) {
        if (count <= SMALL) target.write(FloatBuffer.wrap(values), offset, count);
        else staging.write(HostWords.of(values), count, target, offset);
    }

    void upload(HostCode code, DeviceCode z) {
        write(z.values().buffer(), FloatBuffer.wrap(code.values()));
        write(z.switches().buffer(), IntBuffer.wrap(code.switches()));
    }

    private static void write(DeviceBuffer buffer, Buffer words) {
        buffer.write(words, 0, words.remaining());
    }

    HostCode download(DeviceCode z) {
        int units = Math.toIntExact(z.values().shape().size());
        float[] values = new float[units];
        int[] switches = new int[units];
        z.values().buffer().read(FloatBuffer.wrap(values), 0, units);
        z.switches().buffer().read(IntBuffer.wrap(switches), 0, units);
        return new HostCode(values, switches, z.unpooledShape(), z.pooling());
    }
}
