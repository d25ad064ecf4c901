package sc.fiji.invertibility.bench.start;

import org.scijava.Context;

/** A program that prints how many milliseconds a SciJava context with all services and plugins takes to start. */
final class ContextStart {

    private ContextStart() {}

    public static void main(String... arguments) {
        long start = System.nanoTime();
        Context context = new Context();
        System.out.println((System.nanoTime() - start) / 1e6 + " context");
        context.dispose();
        System.exit(0);
    }
}
