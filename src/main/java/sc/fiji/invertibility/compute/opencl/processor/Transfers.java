package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import sc.fiji.invertibility.compute.BackingArray;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.ImageBlocks;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/**
 * Copies maps and codes as the host sees them, plane after plane, to and from device memory: whole, or in pieces if
 * they are large or the device is full.
 */
final class Transfers {

    private final PlaneTransfer planes;
    private final WholeMapTransfer whole;

    Transfers(TunedDevice device, DeviceMemory memory) {
        this.planes = new PlaneTransfer(device, memory);
        this.whole = new WholeMapTransfer(device, memory);
    }

    /** Tries to copy maps whole. */
    private static boolean moved(DeviceMap map, Runnable move) {
        if (WholeMapTransfer.together(map) == 0) return false;
        try {
            move.run();
            return true;
        } catch (OutOfDeviceMemory e) {
            return false;
        }
    }

    void upload(RandomAccessibleInterval<FloatType> image, DeviceMap map) {
        ImageBlocks blocks = ImageBlocks.of(image);
        long[] min = image.minAsLongArray();
        int width = map.shape().width();
        if (moved(map, () -> whole.upload(List.of(map), FloatBuffer.wrap(values(image, blocks))))) return;
        float[] piece = new float[planes.pieceWords(map)];
        planes.upload(map, (channel, channels, row, rows) -> {
            long[] from = {min[0], min[1] + row, min[2] + channel};
            blocks.copy(from, piece, new int[] {width, rows, channels});
            return FloatBuffer.wrap(piece);
        });
    }

    /** The values of an image, plane after plane: its own array, if they lie on the heap in this order. */
    private static float[] values(RandomAccessibleInterval<FloatType> image, ImageBlocks blocks) {
        return BackingArray.of(image).orElseGet(() -> {
            float[] values = new float[(int) Intervals.numElements(image)];
            blocks.copy(image.minAsLongArray(), values, Intervals.dimensionsAsIntArray(image));
            return values;
        });
    }

    Img<FloatType> download(DeviceMap map) {
        Shape shape = map.shape();
        if (WholeMapTransfer.together(map) > 0) {
            float[] all = new float[(int) shape.size()];
            download(map, all);
            return ArrayImgs.floats(all, shape.width(), shape.height(), shape.channels());
        }
        PlanarImg<FloatType, FloatArray> image = PlanarImgs.floats(shape.width(), shape.height(), shape.channels());
        inPieces(
                map,
                (piece, first, channel, pixel, words) ->
                        System.arraycopy(piece, first, image.getPlane(channel).getCurrentStorageArray(), pixel, words));
        return image;
    }

    /** Copies the channels to the array one after the other. */
    void download(DeviceMap map, float[] values) {
        if (moved(map, () -> whole.download(map, FloatBuffer.wrap(values)))) return;
        int pixels = (int) map.shape().pixels();
        inPieces(
                map,
                (piece, first, channel, pixel, words) ->
                        System.arraycopy(piece, first, values, channel * pixels + pixel, words));
    }

    /** Receives some pixels of a channel, which begin at an index of a piece. */
    @FunctionalInterface
    private interface Rows {
        void take(float[] piece, int first, int channel, int pixel, int words);
    }

    private void inPieces(DeviceMap map, Rows target) {
        float[] piece = new float[planes.pieceWords(map)];
        int width = map.shape().width();
        planes.download(map, FloatBuffer.wrap(piece), (channel, channels, row, rows) -> {
            for (int c = 0; c < channels; c++)
                target.take(piece, c * rows * width, channel + c, row * width, rows * width);
        });
    }

    /** Uploads codes of one shape, with as few waits as memory allows. */
    void upload(List<HostCode> codes, List<DeviceCode> z) {
        int together =
                z.isEmpty() ? 1 : Math.max(1, WholeMapTransfer.together(z.get(0).values()));
        for (int i = 0; i < z.size(); i += together) {
            int end = Math.min(i + together, z.size());
            List<HostCode> some = codes.subList(i, end);
            List<DeviceCode> targets = z.subList(i, end);
            if (moved(z.get(0).values(), () -> uploadWhole(some, targets))) continue;
            for (int k = i; k < end; k++) upload(codes.get(k), z.get(k));
        }
    }

    private void uploadWhole(List<HostCode> codes, List<DeviceCode> z) {
        int units = codes.get(0).values().length;
        float[] values = new float[codes.size() * units];
        int[] switches = new int[values.length];
        for (int i = 0; i < codes.size(); i++) {
            System.arraycopy(codes.get(i).values(), 0, values, i * units, units);
            System.arraycopy(codes.get(i).switches(), 0, switches, i * units, units);
        }
        whole.upload(z.stream().map(DeviceCode::values).toList(), FloatBuffer.wrap(values));
        whole.upload(z.stream().map(DeviceCode::switches).toList(), IntBuffer.wrap(switches));
    }

    private void upload(HostCode code, DeviceCode z) {
        float[] values = new float[planes.pieceWords(z.values())];
        planes.upload(z.values(), (channel, channels, row, rows) -> {
            gather(code.values(), values, z, channel, channels, row, rows);
            return FloatBuffer.wrap(values);
        });
        int[] switches = new int[values.length];
        planes.upload(z.switches(), (channel, channels, row, rows) -> {
            gather(code.switches(), switches, z, channel, channels, row, rows);
            return IntBuffer.wrap(switches);
        });
    }

    HostCode download(DeviceCode z) {
        int units = Math.toIntExact(z.values().shape().size());
        float[] values = new float[units];
        int[] switches = new int[units];
        Runnable all = () -> {
            whole.download(z.values(), FloatBuffer.wrap(values));
            whole.download(z.switches(), IntBuffer.wrap(switches));
        };
        if (moved(z.values(), all)) return new HostCode(values, switches, z.unpooledShape(), z.pooling());
        float[] piece = new float[planes.pieceWords(z.values())];
        planes.download(
                z.values(),
                FloatBuffer.wrap(piece),
                (channel, channels, row, rows) -> scatter(piece, values, z, channel, channels, row, rows));
        int[] words = new int[piece.length];
        planes.download(
                z.switches(),
                IntBuffer.wrap(words),
                (channel, channels, row, rows) -> scatter(words, switches, z, channel, channels, row, rows));
        return new HostCode(values, switches, z.unpooledShape(), z.pooling());
    }

    /** Copies some rows of some channels out of the arrays of a code, plane after plane. */
    private static void gather(Object all, Object piece, DeviceCode z, int channel, int channels, int row, int rows) {
        int words = rows * width(z);
        for (int c = 0; c < channels; c++) System.arraycopy(all, start(z, channel + c, row), piece, c * words, words);
    }

    /** Copies them back. */
    private static void scatter(Object piece, Object all, DeviceCode z, int channel, int channels, int row, int rows) {
        int words = rows * width(z);
        for (int c = 0; c < channels; c++) System.arraycopy(piece, c * words, all, start(z, channel + c, row), words);
    }

    private static int width(DeviceCode z) {
        return z.values().shape().width();
    }

    private static int start(DeviceCode z, int channel, int row) {
        return (channel * z.values().shape().height() + row) * width(z);
    }
}
