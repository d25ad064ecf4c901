package sc.fiji.invertibility.bench.roofline;

import java.util.List;
import sc.fiji.invertibility.bench.RandomInputs;
import sc.fiji.invertibility.bench.torch.TorchWork;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/** The operations that take most of the time, at sizes of VGG-16 and of a photo. */
final class EngineOperations {

    private static final Pooling BLOCKS = Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE);

    private EngineOperations() {}

    static List<EngineOperation> all() {
        return List.of(
                convolve(64, 3, 3, 224, 224),
                convolve(64, 64, 3, 224, 224),
                convolve(256, 256, 3, 56, 56),
                convolve(512, 512, 3, 28, 28),
                convolve(512, 512, 3, 14, 14),
                convolve(64, 64, 5, 112, 112),
                convolve(64, 3, 5, 512, 768),
                adjoint(64, 3, 5, 512, 768),
                synthesise(64, 3, 5, 512, 768),
                adjoint(512, 512, 3, 14, 14),
                synthesise(512, 512, 3, 14, 14),
                pool(64, 512, 768),
                axpy(64, 512, 768),
                gradient(64, 3, 3, 224, 224),
                gradient(64, 64, 3, 224, 224),
                gradient(3, 64, 3, 224, 224),
                gradient(512, 512, 3, 14, 14),
                DecoderStep.operation());
    }

    private static EngineOperation convolve(int filters, int channels, int side, int height, int width) {
        FilterBank bank = GaussianFilters.unitNorm(filters, channels, side, 1);
        Shape x = new Shape(channels, height, width), h = x.withChannels(filters);
        String name = "convolve " + size(bank, height);
        return new EngineOperation(
                name,
                operations(bank, h),
                bytes(bank, x, h),
                (engine, owner) -> {
                    PackedFilters w = engine.pack(owner, bank);
                    FeatureMap input = engine.upload(owner, RandomInputs.image(x, 1));
                    return scope -> engine.convolve(scope, input, w, Rectification.RELU);
                },
                torch("convolve", bank, x));
    }

    private static EngineOperation adjoint(int filters, int channels, int side, int height, int width) {
        FilterBank bank = GaussianFilters.unitNorm(filters, channels, side, 1);
        Shape x = new Shape(channels, height, width), z = x.withChannels(filters);
        String name = "transpose " + size(bank, height);
        return new EngineOperation(
                name,
                operations(bank, z),
                bytes(bank, x, z),
                (engine, owner) -> {
                    PackedFilters w = engine.pack(owner, bank);
                    FeatureMap code = engine.upload(owner, RandomInputs.image(z, 1));
                    return scope -> engine.adjoint(scope, code, w, height, width);
                },
                torch("transpose", bank, x));
    }

    /** With respect to the filters. */
    private static EngineOperation gradient(int filters, int channels, int side, int height, int width) {
        FilterBank bank = GaussianFilters.unitNorm(filters, channels, side, 1);
        Shape x = new Shape(channels, height, width), h = x.withChannels(filters);
        return new EngineOperation(
                "filter gradient " + size(bank, height),
                operations(bank, h),
                bytes(bank, x, h),
                (engine, owner) -> {
                    List<FeatureMap> input = List.of(engine.upload(owner, RandomInputs.image(x, 1)));
                    List<FeatureMap> gradient = List.of(engine.upload(owner, RandomInputs.image(h, 2)));
                    return scope -> engine.filterGradient(scope, input, gradient, bank);
                },
                torch("filter gradient", bank, x));
    }

    /** Of a code with one non-zero in sixteen: the operations are those of the dense transpose. */
    private static EngineOperation synthesise(int filters, int channels, int side, int height, int width) {
        FilterBank bank = GaussianFilters.unitNorm(filters, channels, side, 1);
        Shape x = new Shape(channels, height, width), z = x.withChannels(filters);
        Shape units = BLOCKS.pooledShape(z);
        double bytes = bytes(bank, x, units) + Byte.BYTES * units.size();
        String name = "transpose of a code " + size(bank, height);
        return new EngineOperation(
                name,
                operations(bank, z),
                bytes,
                (engine, owner) -> {
                    PackedFilters w = engine.pack(owner, bank);
                    FeatureMap map = engine.upload(owner, RandomInputs.image(z, 1));
                    PooledCode code = engine.pool(owner, map, BLOCKS);
                    engine.keepLargest(code, units.size() / 4);
                    return scope -> engine.synthesise(scope, code, Unpooling.SWITCHES, w, height, width);
                },
                torch("synthesise", bank, x));
    }

    private static EngineOperation pool(int channels, int height, int width) {
        Shape h = new Shape(channels, height, width), units = BLOCKS.pooledShape(h);
        double bytes = Float.BYTES * (h.size() + units.size()) + Byte.BYTES * units.size();
        return new EngineOperation(
                "pool " + h,
                h.size(),
                bytes,
                (engine, owner) -> {
                    FeatureMap map = engine.upload(owner, RandomInputs.image(h, 1));
                    return scope -> engine.pool(scope, map, BLOCKS);
                },
                torch("pool", h));
    }

    private static EngineOperation axpy(int channels, int height, int width) {
        Shape shape = new Shape(channels, height, width);
        return new EngineOperation(
                "y += ax " + shape,
                2 * shape.size(),
                3.0 * Float.BYTES * shape.size(),
                (engine, owner) -> {
                    FeatureMap x = engine.upload(owner, RandomInputs.image(shape, 1)),
                            y = engine.upload(owner, RandomInputs.image(shape, 2));
                    return scope -> engine.axpy(1e-6f, x, y);
                },
                torch("axpy", shape));
    }

    private static TorchWork torch(String operation, Shape x) {
        return new TorchWork(operation)
                .number("channels", x.channels())
                .number("height", x.height())
                .number("width", x.width());
    }

    private static TorchWork torch(String operation, FilterBank bank, Shape x) {
        return torch(operation, x).number("filters", bank.filters()).number("side", bank.height());
    }

    private static String size(FilterBank bank, int height) {
        return bank.channels() + "→" + bank.filters() + " " + bank.height() + "×" + bank.width() + " @" + height;
    }

    private static double operations(FilterBank bank, Shape h) {
        return 2.0 * h.size() * bank.channels() * bank.height() * bank.width();
    }

    private static double bytes(FilterBank bank, Shape x, Shape h) {
        return (double) Float.BYTES * (x.size() + h.size() + bank.weights().length);
    }
}
