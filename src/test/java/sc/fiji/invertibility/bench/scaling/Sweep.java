package sc.fiji.invertibility.bench.scaling;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;

/**
 * Work that grows along one axis.
 *
 * @param name of the sweep
 * @param axis what the sizes count
 * @param sizes the sizes, ascending
 * @param quick the largest size of a quick run
 * @param java the largest size of the Java engine's full run
 * @param limit bytes of device memory that an engine may hold
 * @param job makes the work of a size
 */
record Sweep(String name, String axis, List<Double> sizes, double quick, double java, long limit, Job job) {

    /** Prepares work. */
    @FunctionalInterface
    interface Job {

        /** {@return the work of a size on an engine, that does all that depends on the size each time it runs} */
        Runnable of(Engine engine, double size);
    }

    /** {@return this sweep without its largest sizes} */
    Sweep upTo(double largest) {
        List<Double> some = sizes.stream().filter(size -> size <= largest).toList();
        return new Sweep(name, axis, some, quick, java, limit, job);
    }
}
