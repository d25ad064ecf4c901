package sc.fiji.invertibility.command.explore;

import ij.IJ;
import ij.ImagePlus;
import java.util.Arrays;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.InputImage;

/**
 * How long the window takes from a setting to its pictures: a line an image, number of iterations and device, with the
 * median and the fastest of 30, after as many that are not counted. Arguments: devices, by default Auto and Java.
 */
final class FrameTimes {

    private static final int TIMES = 30;

    private FrameTimes() {}

    public static void main(String[] arguments) throws Exception {
        List<String> devices = arguments.length == 0 ? List.of(Engines.AUTO, Engines.JAVA) : List.of(arguments);
        for (String device : devices)
            try (Engine engine = Engines.open(device, System.err::println)) {
                for (String file : List.of("test-images/nuclei-16bit.tif", "test-images/photo.png"))
                    for (int iterations : new int[] {1, 10}) measure(engine, IJ.openImage(file), iterations);
            }
        System.exit(0);
    }

    private static void measure(Engine engine, ImagePlus image, int iterations) throws Exception {
        InputImage input = InputImage.of(image);
        Comparer comparer = new Comparer(input);
        Settings settings = Settings.initial().withIterations(iterations).withKeep(25);
        double[] milliseconds = new double[2 * TIMES];
        for (int i = 0; i < milliseconds.length; i++) {
            long began = System.nanoTime();
            Pictures.of(comparer.compare(engine, settings, new Part(1, 1, input.region()), Monitor.NONE, step -> {}));
            milliseconds[i] = (System.nanoTime() - began) / 1e6;
        }
        double[] counted = Arrays.copyOfRange(milliseconds, TIMES, milliseconds.length);
        Arrays.sort(counted);
        System.out.printf(
                "%s, channels %d, iterations %d: median %.0f ms, fastest %.0f ms%n",
                engine.device().name(), input.channels(), iterations, counted[TIMES / 2], counted[0]);
    }
}
