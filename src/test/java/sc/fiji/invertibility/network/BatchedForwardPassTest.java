package sc.fiji.invertibility.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.OverreportingEngine;
import sc.fiji.invertibility.compute.java.JavaEngine;

/** Images that go through a network together give the same results as each alone. */
class BatchedForwardPassTest {

    private static final ForwardPass PASS =
            ForwardPass.to(Network.gaussian(TiledForwardPassTest.thin(Vgg.sixteen()), 2), "pool2");

    private static List<Img<FloatType>> images(int count, int width, int height) {
        return IntStream.range(0, count)
                .mapToObj(i -> Images.random(width, height, 3, i))
                .toList();
    }

    private static void assertAlone(Engine engine, BatchedForwardPass batched, List<Img<FloatType>> images) {
        List<Img<FloatType>> results = new ArrayList<>();
        batched.run(
                images.size(),
                images::get,
                (activations, i) -> {
                    assertEquals(results.size(), i, "the results come in turn");
                    results.add(activations);
                },
                i -> Monitor.NONE);
        assertEquals(images.size(), results.size());
        try (Engine large = JavaEngine.create()) {
            TiledForwardPass alone = TiledForwardPass.of(large, PASS);
            for (int i = 0; i < images.size(); i++) {
                double distance = Images.distance(results.get(i), alone.activations(images.get(i), Monitor.NONE));
                assertTrue(distance <= 1e-5, "image " + i + ": relative difference " + distance);
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void imagesComeOutAsEachAlone(Engine engine) {
        engine.trim();
        long before = engine.bytesInUse();
        try (BatchedForwardPass batched = BatchedForwardPass.of(engine, PASS)) {
            for (int count : new int[] {0, 1, 2, 21}) assertAlone(engine, batched, images(count, 31, 22));
            assertAlone(engine, batched, images(3, 50, 41));
        }
        engine.trim();
        assertEquals(before, engine.bytesInUse(), "memory that was not given back");
    }

    @Test
    void imagesOfLargeSizeGoInTiles() {
        try (Engine engine = JavaEngine.create(1);
                BatchedForwardPass batched = new BatchedForwardPass(engine, PASS, 20_000)) {
            assertAlone(engine, batched, images(3, 61, 42));
        }
    }

    @Test
    void aDeviceThatIsTooSmallIsGivenFewerImagesOrTiles() {
        // All seven images at once take more than half a megabyte.
        for (long bytes : new long[] {500_000, 60_000})
            try (Engine small = new OverreportingEngine(JavaEngine.create(1, bytes)).engine();
                    BatchedForwardPass batched = BatchedForwardPass.of(small, PASS)) {
                assertAlone(small, batched, images(7, 67, 51));
            }
        try (Engine tiny = new OverreportingEngine(JavaEngine.create(1, 2_000)).engine();
                BatchedForwardPass batched = BatchedForwardPass.of(tiny, PASS)) {
            List<Img<FloatType>> images = images(2, 67, 51);
            assertThrows(
                    OutOfDeviceMemory.class,
                    () -> batched.run(2, images::get, (activations, i) -> {}, i -> Monitor.NONE));
        }
    }

    @Test
    void laterImagesArePreparedBeforeEarlierResultsAreTaken() {
        List<Img<FloatType>> images = images(40, 20, 20);
        List<String> events = new ArrayList<>();
        try (Engine engine = JavaEngine.create(1);
                BatchedForwardPass batched = BatchedForwardPass.of(engine, PASS)) {
            batched.run(
                    40,
                    i -> {
                        events.add("image " + i);
                        return images.get(i);
                    },
                    (activations, i) -> events.add("result " + i),
                    i -> Monitor.NONE);
        }
        assertTrue(events.indexOf("image 31") < events.indexOf("result 0"));
        assertTrue(events.indexOf("image 39") > events.indexOf("result 0"), "two chunks at a time, not all");
        assertEquals(80, events.size());
    }

    @Test
    void whatCannotBeTakenIsRefusedAndNothingStays() {
        try (Engine engine = JavaEngine.create(1)) {
            List<Img<FloatType>> mixed = List.of(Images.random(20, 20, 3, 1), Images.random(20, 21, 3, 2));
            List<Img<FloatType>> images = images(40, 20, 20);
            Monitor stopped = new Monitor() {
                @Override
                public void progress(double fraction, String message) {}

                @Override
                public boolean cancelled() {
                    return true;
                }
            };
            try (BatchedForwardPass batched = BatchedForwardPass.of(engine, PASS)) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> batched.run(2, mixed::get, (activations, i) -> {}, i -> Monitor.NONE));
                assertThrows(
                        IllegalArgumentException.class,
                        () -> batched.run(
                                1,
                                i -> Views.interval(images.get(i), new long[3], new long[] {1, 1, 2}),
                                (activations, n) -> {},
                                n -> Monitor.NONE));
                assertThrows(
                        CancellationException.class,
                        () -> batched.run(
                                40, images::get, (activations, i) -> {}, i -> i > 0 ? stopped : Monitor.NONE));
                assertThrows(
                        IllegalStateException.class,
                        () -> batched.run(
                                40,
                                images::get,
                                (activations, i) -> {
                                    throw new IllegalStateException("not taken");
                                },
                                i -> Monitor.NONE));
            }
            engine.trim();
            assertEquals(0, engine.bytesInUse());
        }
    }
}
