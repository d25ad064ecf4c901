package sc.fiji.invertibility.compute.opencl;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Shape;

/** Maps and codes as the host sees them, plane after plane, to and from device memory. */
final class Transfers {

    private final Planes planes;

    Transfers(DeviceContext device, DeviceMemory memory) {
        this.planes = new Planes(device, memory);
    }

    void upload(RandomAccessibleInterval<FloatType> image, DeviceMap map) {
        PrimitiveBlocks<FloatType> blocks = PrimitiveBlocks.of(image, PrimitiveBlocks.OnFallback.ACCEPT);
        long[] min = image.minAsLongArray();
        int width = map.shape().width();
        float[] piece = new float[planes.pieceWords(map)];
        planes.upload(map, (channel, channels, row, rows) -> {
            long[] from = {min[0], min[1] + row, min[2] + channel};
            blocks.copy(from, piece, new int[] {width, rows, channels});
            return FloatBuffer.wrap(piece);
        });
    }

    Img<FloatType> download(DeviceMap map) {
        Shape shape = map.shape();
        if (planes.atOnce(map)) {
            float[] values = new float[planes.pieceWords(map)];
            planes.download(map, FloatBuffer.wrap(values), (channel, channels, row, rows) -> {});
            return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
        }
        PlanarImg<FloatType, FloatArray> image = PlanarImgs.floats(shape.width(), shape.height(), shape.channels());
        float[] piece = new float[planes.pieceWords(map)];
        planes.download(map, FloatBuffer.wrap(piece), (channel, channels, row, rows) -> {
            int words = rows * shape.width();
            for (int c = 0; c < channels; c++) {
                float[] plane = image.getPlane(channel + c).getCurrentStorageArray();
                System.arraycopy(piece, c * words, plane, row * shape.width(), words);
            }
        });
        return image;
    }

    void upload(Code code, DeviceCode z) {
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

    Code download(DeviceCode z) {
        int units = Math.toIntExact(z.values().shape().size());
        float[] values = new float[units];
        int[] switches = new int[units];
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
        return new Code(values, switches, z.unpooledShape(), z.pooling());
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
