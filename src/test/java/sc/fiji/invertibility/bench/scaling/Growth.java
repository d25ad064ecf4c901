package sc.fiji.invertibility.bench.scaling;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Time and memory of a sweep on one device.
 *
 * @param sweep the name of what grew
 * @param axis what the sizes count
 * @param device the name of where
 * @param type of the device
 * @param sizes the sizes, ascending
 * @param milliseconds the median time of each size
 * @param processor the median time of all threads together, which other programs disturb less, in milliseconds
 * @param spreads half the distance of the quartiles of each size's turns, as a part of their median
 * @param turns how often each size was measured
 * @param bytes the most device memory that was held at each size
 */
record Growth(
        String sweep,
        String axis,
        String device,
        String type,
        double[] sizes,
        double[] milliseconds,
        double[] processor,
        double[] spreads,
        int[] turns,
        double[] bytes) {

    /** {@return milliseconds by size} */
    double each(int i) {
        return milliseconds[i] / sizes[i];
    }

    /** {@return milliseconds of all threads together by size} */
    double eachOfProcessor(int i) {
        return processor[i] / sizes[i];
    }

    /** {@return the longest time by size over the shortest: 1 where time is in proportion to size} */
    double unevenness() {
        return unevenness(this::each);
    }

    /** {@return the same of the time of all threads together} */
    double unevennessOfProcessor() {
        return unevenness(this::eachOfProcessor);
    }

    private double unevenness(IntToDoubleFunction time) {
        double[] each = IntStream.range(0, sizes.length).mapToDouble(time).toArray();
        return Arrays.stream(each).max().orElseThrow()
                / Arrays.stream(each).min().orElseThrow();
    }

    PowerLaw timeLaw() {
        return PowerLaw.fit(sizes, milliseconds);
    }

    PowerLaw memoryLaw() {
        return PowerLaw.fit(sizes, bytes);
    }

    boolean sameAs(Growth other) {
        return sweep.equals(other.sweep) && device.equals(other.device);
    }
}
