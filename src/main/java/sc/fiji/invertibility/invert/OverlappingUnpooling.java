package sc.fiji.invertibility.invert;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * Unpools values of overlapping windows. Windows that chose the same position should all hold its value: their mean is
 * put there, whereas the transpose of the selection would add them up.
 */
final class OverlappingUnpooling {

    private OverlappingUnpooling() {}

    static Img<FloatType> of(HostCode code, Unpooling unpooling) {
        Shape full = code.unpooledShape(), pooled = code.shape();
        Pooling pooling = code.pooling();
        float[] sums = new float[Math.toIntExact(full.size())];
        byte[] counts = new byte[sums.length];
        for (int c = 0, unit = 0; c < pooled.channels(); c++)
            for (int y = 0; y < pooled.height(); y++)
                for (int x = 0; x < pooled.width(); x++, unit++) {
                    int position = unpooling == Unpooling.SWITCHES ? code.switches()[unit] : 0;
                    int row = y * pooling.stride() + position / pooling.window();
                    int column = x * pooling.stride() + position % pooling.window();
                    int target = (c * full.height() + row) * full.width() + column;
                    sums[target] += code.values()[unit];
                    counts[target]++;
                }
        for (int i = 0; i < sums.length; i++) if (counts[i] > 1) sums[i] /= counts[i];
        return ArrayImgs.floats(sums, full.width(), full.height(), full.channels());
    }
}
