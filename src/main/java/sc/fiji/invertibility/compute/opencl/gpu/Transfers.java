package sc.fiji.invertibility.compute.opencl.gpu;

import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.BackingArray;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.ImageBlocks;
import sc.fiji.invertibility.compute.IndexedImage;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.HostWords;
import sc.fiji.invertibility.compute.opencl.device.StagedRead;
import sc.fiji.invertibility.compute.opencl.device.StagingBuffers;

/** Copies maps and codes to and from device memory, where they have the same order as on the host. */
final class Transfers {

    /** Words that are copied at a time of an image that is not an array: 16 MiB. */
    private static final int PIECE = 1 << 22;

    /** Up to 64 KiB, the driver itself is as fast. */
    private static final int SMALL = 1 << 14;

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
                    HostWords.of(arrays, step), extent(maps, step), maps.get(0).buffer(), 0);
            return;
        }
        for (int i = 0; i < maps.size(); i++) upload(images.get(i), maps.get(i));
    }

    /** Downloads maps. */
    List<Img<FloatType>> download(List<DeviceMap> maps) {
        long step = maps.size() > 1 ? DeviceMap.step(maps) : -1;
        if (step <= 0 || maps.get(0).shape().size() > PIECE)
            return maps.stream().map(this::download).toList();
        Shape shape = maps.get(0).shape();
        List<float[]> arrays = arrays(maps);
        staging.read(maps.get(0).buffer(), 0, extent(maps, step), HostWords.of(arrays, step));
        return images(arrays, shape);
    }

    /**
     * Starts to download contiguous maps; returns empty if there is no memory for it. The thread that asks for them
     * copies them to the heap: waking up another thread often takes longer.
     */
    Optional<Pending<List<Img<FloatType>>>> start(List<DeviceMap> maps) {
        long step = maps.isEmpty() ? -1 : DeviceMap.step(maps);
        if (step < 0) return Optional.empty();
        return staging.startRead(maps.get(0).buffer(), extent(maps, step))
                .map(read -> Pending.of(() -> taken(read, maps, step), read::close));
    }

    private static List<Img<FloatType>> taken(StagedRead read, List<DeviceMap> maps, long step) {
        Shape shape = maps.get(0).shape();
        try (read) {
            List<float[]> arrays = arrays(maps);
            read.take(HostWords.of(arrays, Math.max(step, shape.size())));
            return images(arrays, shape);
        }
    }

    private static List<float[]> arrays(List<DeviceMap> maps) {
        return maps.stream()
                .map(map -> new float[Math.toIntExact(map.shape().size())])
                .toList();
    }

    private static List<Img<FloatType>> images(List<float[]> arrays, Shape shape) {
        return arrays.stream()
                .<Img<FloatType>>map(
                        values -> ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels()))
                .toList();
    }

    private static long extent(List<DeviceMap> maps, long step) {
        return (maps.size() - 1) * step + maps.get(0).shape().size();
    }

    private static int rowsOfPiece(Shape shape) {
        return Math.max(1, Math.min(PIECE / shape.width(), shape.height()));
    }

    Img<FloatType> download(DeviceMap map) {
        Shape shape = map.shape();
        if (shape.size() <= PIECE) {
            float[] values = downloaded(map);
            return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
        }
        PlanarImg<FloatType, FloatArray> image = PlanarImgs.floats(shape.width(), shape.height(), shape.channels());
        for (int channel = 0; channel < shape.channels(); channel++)
            read(map.buffer(), channel * shape.pixels(), image.getPlane(channel).getCurrentStorageArray(), (int)
                    shape.pixels());
        return image;
    }

    /** The array is allocated while the values are being copied. */
    private float[] downloaded(DeviceMap map) {
        int size = (int) map.shape().size();
        Optional<StagedRead> begun = size <= SMALL ? Optional.empty() : staging.startRead(map.buffer(), size);
        float[] values = new float[size];
        if (begun.isEmpty()) {
            download(map, values);
            return values;
        }
        try (StagedRead read = begun.get()) {
            read.take(HostWords.of(values));
        }
        return values;
    }

    /** Copies channels into the values, one after the other. */
    void download(DeviceMap map, float[] values) {
        read(map.buffer(), 0, values, (int) map.shape().size());
    }

    private void write(float[] values, DeviceBuffer target, long offset, int count) {
        if (count <= SMALL) target.write(FloatBuffer.wrap(values), offset, count);
        else staging.write(HostWords.of(values), count, target, offset);
    }

    private void read(DeviceBuffer source, long offset, float[] values, int count) {
        if (count <= SMALL) source.read(FloatBuffer.wrap(values), offset, count);
        else staging.read(source, offset, count, HostWords.of(values));
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
