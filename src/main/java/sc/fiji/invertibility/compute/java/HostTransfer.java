package sc.fiji.invertibility.compute.java;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.ImageBlocks;

/** Copies images and codes to the engine's maps and back. */
final class HostTransfer {

    private final WorkerPool workers;

    HostTransfer(WorkerPool workers) {
        this.workers = workers;
    }

    void upload(RandomAccessibleInterval<FloatType> image, HeapMap map) {
        ImageBlocks blocks = ImageBlocks.of(image);
        int[] size = {map.width(), map.height(), 1};
        workers.forEach(
                map.shape().channels(),
                channel -> blocks.copy(
                        new long[] {image.min(0), image.min(1), image.min(2) + channel}, map.plane(channel), size));
    }

    Img<FloatType> download(HeapMap map) {
        PlanarImg<FloatType, FloatArray> image =
                PlanarImgs.floats(map.width(), map.height(), map.shape().channels());
        workers.forEach(
                map.shape().channels(),
                channel -> System.arraycopy(
                        map.plane(channel), 0, image.getPlane(channel).getCurrentStorageArray(), 0, (int)
                                map.shape().pixels()));
        return image;
    }

    /** Copies the channels to the array one after the other. */
    void download(HeapMap map, float[] values) {
        int pixels = (int) map.shape().pixels();
        workers.forEach(
                map.shape().channels(),
                channel -> System.arraycopy(map.plane(channel), 0, values, channel * pixels, pixels));
    }

    void uploadCode(HostCode code, HeapCode z) {
        int units = (int) z.shape().pixels();
        int positions = z.pooling().window() * z.pooling().window();
        for (int channel = 0; channel < z.shape().channels(); channel++) {
            System.arraycopy(code.values(), channel * units, z.values().plane(channel), 0, units);
            float[] switches = z.switches().plane(channel);
            for (int i = 0; i < units; i++) {
                int position = code.switches()[channel * units + i];
                if (position < 0 || position >= positions)
                    throw new IllegalArgumentException("switch " + (channel * units + i) + " of the code is " + position
                            + ", but a window has the positions 0 to " + (positions - 1));
                switches[i] = position;
            }
        }
    }

    HostCode downloadCode(HeapCode z) {
        int units = (int) z.shape().pixels();
        if (z.shape().size() > Integer.MAX_VALUE - 8)
            throw new IllegalArgumentException("a code of " + z.shape() + " units does not fit into one array");
        float[] values = new float[(int) z.shape().size()];
        int[] switches = new int[values.length];
        for (int channel = 0; channel < z.shape().channels(); channel++) {
            System.arraycopy(z.values().plane(channel), 0, values, channel * units, units);
            float[] own = z.switches().plane(channel);
            for (int i = 0; i < units; i++) switches[channel * units + i] = (int) own[i];
        }
        return new HostCode(values, switches, z.unpooledShape(), z.pooling());
    }
}
