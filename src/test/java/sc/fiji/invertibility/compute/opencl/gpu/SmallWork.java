package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/**
 * Work so small that a simulator of devices does it in seconds, and that together runs the kernels for GPUs.
 *
 * @param name what is done
 * @param job does it, and returns its results
 */
record SmallWork(String name, Job job) {

    /** Work on an engine. */
    @FunctionalInterface
    interface Job {
        List<FeatureMap> on(Engine engine, Scope scope);
    }

    static List<SmallWork> all() {
        return Stream.of(
                        SmallFilterings.all(),
                        SmallIterations.all(),
                        SmallSelections.all(),
                        SmallMaps.all(),
                        SmallSums.all(),
                        SmallTraining.all())
                .flatMap(List::stream)
                .toList();
    }

    static FilterBank bank(int filters, int channels, int size) {
        return GaussianFilters.scaled(filters, channels, size, 1);
    }

    static Img<FloatType> random(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble(-1, 1);
        return image(shape, values);
    }

    static Img<FloatType> image(Shape shape, float[] values) {
        return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
    }

    /** Maps that lie apart from one another. */
    static List<FeatureMap> maps(Engine engine, Scope scope, Shape shape, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> engine.upload(scope, random(shape, i)))
                .toList();
    }

    /** Numbers as a result. */
    static FeatureMap numbers(Engine engine, Scope scope, double... values) {
        float[] single = new float[values.length];
        for (int i = 0; i < values.length; i++) single[i] = (float) values[i];
        return engine.upload(scope, image(new Shape(1, 1, values.length), single));
    }
}
