package sc.fiji.invertibility.compute.opencl;

import java.util.List;
import net.imglib2.Dimensions;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/** Checks what an engine is given: whether it is its own, open, and of a size that fits. */
final class Operands {

    private final DeviceMemory memory;

    Operands(DeviceMemory memory) {
        this.memory = memory;
    }

    DeviceMap map(FeatureMap map) {
        if (map instanceof DeviceMap own && own.buffer().isFrom(memory)) return own;
        throw foreign("map");
    }

    List<DeviceMap> maps(List<FeatureMap> maps) {
        return maps.stream().map(this::map).toList();
    }

    DeviceCode code(Pooled code) {
        if (code instanceof DeviceCode own && own.values().buffer().isFrom(memory)) return own;
        throw foreign("code");
    }

    DeviceFilters filters(PackedFilters filters) {
        if (filters instanceof DeviceFilters own && own.isFrom(memory)) return own;
        throw foreign("filter bank");
    }

    static Shape shapeOf(Dimensions image) {
        if (image.numDimensions() != 3)
            throw new IllegalArgumentException(
                    "an image needs the axes (x, y, channel), not " + image.numDimensions() + " axes");
        return new Shape(
                Math.toIntExact(image.dimension(2)),
                Math.toIntExact(image.dimension(1)),
                Math.toIntExact(image.dimension(0)));
    }

    /** The size of h = Wx. */
    static Shape activations(FilterBank bank, Shape x) {
        if (x.channels() != bank.channels())
            throw new IllegalArgumentException(
                    "the filters have " + bank.channels() + " channels, the input has " + x.channels());
        int height = bank.outputHeight(x.height());
        int width = bank.outputWidth(x.width());
        if (height < 1 || width < 1)
            throw new IllegalArgumentException("the filters (" + bank.width() + "×" + bank.height()
                    + " pixels) are larger than the padded input of " + x.width() + "×" + x.height() + " pixels");
        return new Shape(bank.filters(), height, width);
    }

    /** The size of Wᵀz. */
    static Shape input(FilterBank bank, Shape z, int height, int width) {
        Shape x = new Shape(bank.channels(), height, width);
        Shape expected = activations(bank, x);
        if (!expected.equals(z))
            throw new IllegalArgumentException("the filters make activations of " + expected + " from an input of "
                    + width + "×" + height + " pixels, not of " + z);
        return x;
    }

    static void requireSame(Shape a, Shape b) {
        if (!a.equals(b))
            throw new IllegalArgumentException("maps of the same size are needed, not " + a + " and " + b);
    }

    static void requireSameShapes(List<FeatureMap> x, List<FeatureMap> y) {
        if (x.size() != y.size())
            throw new IllegalArgumentException("as many maps are needed, not " + x.size() + " and " + y.size());
        for (int i = 0; i < x.size(); i++)
            requireSame(x.get(i).shape(), y.get(i).shape());
    }

    static void requireAlike(Pooled a, Pooled b) {
        requireSame(a.unpooledShape(), b.unpooledShape());
        if (!a.pooling().equals(b.pooling()))
            throw new IllegalArgumentException(
                    "codes of the same pooling are needed, not " + a.pooling() + " and " + b.pooling());
    }

    static boolean disjoint(Pooling pooling) {
        return pooling.stride() == pooling.window();
    }

    private static IllegalArgumentException foreign(String what) {
        return new IllegalArgumentException("this " + what + " belongs to another engine");
    }
}
