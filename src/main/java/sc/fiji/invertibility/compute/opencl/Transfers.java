package sc.fiji.invertibility.compute.opencl;

import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.Img;
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
        planes.upload(map, (channel, row, rows) -> {
            long[] from = {min[0], min[1] + row, min[2] + channel};
            blocks.copy(from, piece, new int[] {width, rows, 1});
            return FloatBuffer.wrap(piece);
        });
    }

    Img<FloatType> download(DeviceMap map) {
        Shape shape = map.shape();
        PlanarImg<FloatType, FloatArray> image = PlanarImgs.floats(shape.width(), shape.height(), shape.channels());
        float[] piece = new float[planes.pieceWords(map)];
        planes.download(map, FloatBuffer.wrap(piece), (channel, row, rows) -> {
            float[] plane = image.getPlane(channel).getCurrentStorageArray();
            System.arraycopy(piece, 0, plane, row * shape.width(), rows * shape.width());
        });
        return image;
    }

    void upload(Code code, DeviceCode z) {
        float[] values = new float[planes.pieceWords(z.values())];
        planes.upload(z.values(), (channel, row, rows) -> {
            System.arraycopy(code.values(), start(z, channel, row), values, 0, rows * width(z));
            return FloatBuffer.wrap(values);
        });
        int[] switches = new int[values.length];
        planes.upload(z.switches(), (channel, row, rows) -> {
            System.arraycopy(code.switches(), start(z, channel, row), switches, 0, rows * width(z));
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
                (channel, row, rows) -> System.arraycopy(piece, 0, values, start(z, channel, row), rows * width(z)));
        int[] words = new int[piece.length];
        Buffer target = IntBuffer.wrap(words);
        planes.download(
                z.switches(),
                target,
                (channel, row, rows) -> System.arraycopy(words, 0, switches, start(z, channel, row), rows * width(z)));
        return new Code(values, switches, z.unpooledShape(), z.pooling());
    }

    private static int width(DeviceCode z) {
        return z.values().shape().width();
    }

    private static int start(DeviceCode z, int channel, int row) {
        return (channel * z.values().shape().height() + row) * width(z);
    }
}
