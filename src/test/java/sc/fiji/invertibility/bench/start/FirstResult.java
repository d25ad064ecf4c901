package sc.fiji.invertibility.bench.start;

import java.lang.management.ManagementFactory;
import sc.fiji.invertibility.bench.RandomInputs;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * A program that reconstructs one image of 512×512 pixels, and prints how many milliseconds after Java's start it
 * was at each point.
 */
final class FirstResult {

    private static final PoolingModel MODEL = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 25);

    private FirstResult() {}

    public static void main(String... arguments) {
        passed("main");
        try (Engine engine = Engines.open(arguments.length == 0 ? Engines.AUTO : arguments[0], System.err::println)) {
            passed("engine open");
            LayerInversion inversion = LayerInversion.of(
                    engine, GaussianFilters.unitNorm(64, 3, 5, 1), MODEL, InversionSettings.FEED_FORWARD);
            inversion.invert(RandomInputs.image(new Shape(3, 512, 512), 1), Monitor.NONE);
            passed("first image");
            inversion.invert(RandomInputs.image(new Shape(3, 512, 512), 2), Monitor.NONE);
            passed("second image");
        }
        System.exit(0);
    }

    private static void passed(String point) {
        long since = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.println(since + " " + point);
    }
}
