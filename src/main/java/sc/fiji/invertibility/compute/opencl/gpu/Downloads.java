package sc.fiji.invertibility.compute.opencl.gpu;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.HostWords;
import sc.fiji.invertibility.compute.opencl.device.StagedRead;
import sc.fiji.invertibility.compute.opencl.device.StagingBuffers;

/**
 * Copies maps to images on the heap. Arrays are made while the values are on their way: it takes longer than the way.
 */
final class Downloads {

    /** Values of a map that lie in one array: 16 MiB. Of more, each channel has its own. */
    private static final int TOGETHER = 1 << 22;

    private final StagingBuffers staging;
    private final SpareArray spare = new SpareArray(ForkJoinPool.commonPool(), float[]::new);

    Downloads(StagingBuffers staging) {
        this.staging = staging;
    }

    /** The words from the first of some maps to the end of the last one. */
    static long extent(List<DeviceMap> maps, long step) {
        return (maps.size() - 1) * step + maps.get(0).shape().size();
    }

    Img<FloatType> download(DeviceMap map) {
        Shape shape = map.shape();
        if (shape.size() > TOGETHER) return planes(map);
        if (shape.size() > Transfers.SMALL)
            return image(
                    read(map, shape.size(), shape.size(), () -> List.of(spare.take((int) shape.size())))
                            .get(0),
                    shape);
        float[] values = new float[(int) shape.size()];
        download(map, values);
        return image(values, shape);
    }

    /** Copies channels into the values, one after the other. */
    void download(DeviceMap map, float[] values) {
        int size = (int) map.shape().size();
        if (size > Transfers.SMALL) staging.read(map.buffer(), 0, size, () -> HostWords.of(values));
        else map.buffer().read(FloatBuffer.wrap(values), 0, size);
    }

    List<Img<FloatType>> download(List<DeviceMap> maps) {
        long step = maps.size() > 1 ? DeviceMap.step(maps) : -1;
        if (step <= 0 || maps.get(0).shape().size() > TOGETHER)
            return maps.stream().map(this::download).toList();
        Shape shape = maps.get(0).shape();
        return images(read(maps.get(0), extent(maps, step), step, () -> arrays(maps.size(), shape)), shape);
    }

    /**
     * Starts to download contiguous maps; returns empty if there is no memory for it. The thread that asks for them
     * copies them to the heap, since waking up another one often takes longer. Unless they are small, their arrays are
     * made by another one, if it wakes up before that.
     */
    Optional<Pending<List<Img<FloatType>>>> start(List<DeviceMap> maps) {
        long step = maps.isEmpty() ? -1 : DeviceMap.step(maps);
        if (step < 0) return Optional.empty();
        int count = maps.size();
        Shape shape = maps.get(0).shape();
        long extent = extent(maps, step);
        return staging.startRead(maps.get(0).buffer(), extent).map(read -> {
            Supplier<List<float[]>> arrays = () -> arrays(count, shape);
            Supplier<List<float[]>> room =
                    extent > Transfers.SMALL ? ForkJoinPool.commonPool().submit(arrays::get)::join : arrays;
            return Pending.of(() -> taken(read, room, shape, step), read::close);
        });
    }

    private static List<Img<FloatType>> taken(StagedRead read, Supplier<List<float[]>> room, Shape shape, long step) {
        try (read) {
            List<float[]> arrays = room.get();
            read.take(HostWords.of(arrays, Math.max(step, shape.size())));
            return images(arrays, shape);
        }
    }

    private Img<FloatType> planes(DeviceMap map) {
        Shape shape = map.shape();
        List<FloatArray> planes =
                read(map, shape.size(), shape.pixels(), () -> arrays(shape.channels(), shape.withChannels(1))).stream()
                        .map(FloatArray::new)
                        .toList();
        PlanarImg<FloatType, FloatArray> image =
                new PlanarImg<>(planes, new long[] {shape.width(), shape.height(), shape.channels()}, new Fraction());
        image.setLinkedType(new FloatType(image));
        return image;
    }

    /** Reads words, beginning with those of a map, into arrays that begin a number of words apart. */
    private List<float[]> read(DeviceMap first, long words, long step, Supplier<List<float[]>> room) {
        List<float[]> arrays = new ArrayList<>();
        staging.read(first.buffer(), 0, words, () -> {
            arrays.addAll(room.get());
            return HostWords.of(arrays, step);
        });
        return arrays;
    }

    /** Each by one thread, which sets it to zero. */
    private static List<float[]> arrays(int count, Shape shape) {
        int size = Math.toIntExact(shape.size());
        if (count == 1) return List.of(new float[size]);
        IntStream all = IntStream.range(0, count);
        return (count > 1 && size > Transfers.SMALL ? all.parallel() : all)
                .mapToObj(i -> new float[size])
                .toList();
    }

    private static List<Img<FloatType>> images(List<float[]> arrays, Shape shape) {
        return arrays.stream().map(values -> image(values, shape)).toList();
    }

    private static Img<FloatType> image(float[] values, Shape shape) {
        return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
    }
}
