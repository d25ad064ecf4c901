package sc.fiji.invertibility.command.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.awt.Rectangle;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.command.FilterFamily;
import sc.fiji.invertibility.command.ReconstructFromLayer;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.headless.PlainContext;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.Pictures;
import sc.fiji.invertibility.network.KnownNetworks;

@Timeout(600)
class ExplorerTest {

    private final News news = new News();
    private final ImagePlus image = Pictures.noise(24, 80, 70);
    private final List<Engine> engines = new CopyOnWriteArrayList<>();
    private Explorer explorer = explorer(image);

    private Explorer explorer(ImagePlus explored) {
        return new Explorer(InputImage.of(explored), this::java, Runnable::run, news);
    }

    private Engine java(String device) {
        engines.add(Engines.open(Engines.JAVA, warning -> {}));
        return engines.get(engines.size() - 1);
    }

    @AfterEach
    void close() throws InterruptedException {
        explorer.close();
        assertTrue(explorer.awaitEnd(120_000));
    }

    @Test
    void theMacroLineGivesTheSamePicture() throws Exception {
        Settings settings = Settings.initial()
                .withFilters(new MadeFilters(FilterFamily.WAVELET))
                .withPool(3)
                .withKeep(40)
                .withIterations(3);
        explorer.change(settings, false);
        Comparison shown = News.next(news.comparisons);
        try (Context context = PlainContext.create()) {
            Map<String, Object> inputs = new HashMap<>(settings.parameters());
            inputs.putAll(Map.of("image", image, "device", "Java"));
            CommandModule module = context.service(CommandService.class)
                    .run(ReconstructFromLayer.class, false, inputs)
                    .get();
            assertFalse(module.isCanceled(), module.getCancelReason());
            assertArrayEquals(
                    (int[]) ((ImagePlus) module.getOutput("reconstruction"))
                            .getProcessor()
                            .getPixels(),
                    (int[]) shown.reconstruction().getProcessor().getPixels());
        }
    }

    @Test
    void errorsComeIterationByIteration() throws InterruptedException {
        explorer.change(Settings.initial().withIterations(4), false);
        for (int i = 1; i <= 4; i++) assertEquals(i, News.next(news.courses).size());
        Comparison shown = News.next(news.comparisons);
        assertEquals(
                List.of("1", "2", "3", "4"),
                shown.course().stream().map(Comparison.Step::name).toList());
        assertEquals(shown.course().get(3).relativeError(), shown.relativeError());
        assertTrue(shown.relativeError() < shown.course().get(0).relativeError());
    }

    @Test
    void theCurveOverKeepGrowsAndHoldsTheSetting() throws InterruptedException {
        explorer.change(Settings.initial().withIterations(2).withKeep(33), false);
        SortedMap<Double, Double> curve = News.next(news.curves);
        Comparison shown = News.next(news.comparisons);
        assertEquals(Map.of(33.0, shown.relativeError()), curve);
        while (curve.size() < 8) curve = News.next(news.curves);
        assertTrue(curve.get(100.0) < curve.get(33.0) && curve.get(33.0) < curve.get(1.0), curve.toString());
        explorer.change(Settings.initial().withIterations(2).withKeep(50), false);
        assertEquals(8, News.next(news.curves).size(), "what is known is not measured again");
        explorer.change(Settings.initial().withIterations(1).withKeep(50), false);
        assertEquals(1, News.next(news.curves).size(), "nothing is known of another setting");
    }

    @Test
    void whatIsSeenIsComputed() throws InterruptedException {
        explorer.look(new Rectangle(5, 3, 64, 66), false);
        Comparison shown = News.next(news.comparisons);
        assertEquals(new Rectangle(5, 3, 64, 66), shown.part().region());
        assertEquals(64, shown.reconstruction().getWidth());
        assertEquals(
                image.getProcessor().get(5, 3),
                shown.original().image().getProcessor().get(0, 0));
    }

    @Test
    void otherPlanesAreGoneTo() throws InterruptedException {
        ImagePlus stack = Pictures.hyperstack(16, 2, 3, 2);
        try (Explorer ofStack = explorer(stack)) {
            ofStack.go(3, 2);
            Comparison shown = News.next(news.comparisons);
            int slice = stack.getStackIndex(2, 3, 2);
            assertArrayEquals((short[]) stack.getStack().getPixels(slice), (short[])
                    shown.original().image().getStack().getPixels(2));
            assertTrue(shown.original().image().isComposite());
        }
    }

    @Test
    void aNetworkTellsItsLayers() throws InterruptedException {
        explorer.change(
                Settings.initial()
                        .withFilters(NetworkFilters.random(KnownNetworks.named("VGG-16")))
                        .withIterations(1),
                false);
        Comparison shown = News.next(news.comparisons);
        assertEquals("pool1", shown.settings().layer());
        assertEquals(
                List.of("conv1_2", "conv1_1", "image"),
                shown.course().stream().map(Comparison.Step::name).toList());
        assertTrue(Double.isFinite(shown.psnr()) && shown.switches().isPresent());
        assertEquals(64, News.next(news.banks).filters());
    }

    @Test
    void whatCannotBeIsToldAndTheNextIsDone() throws InterruptedException {
        explorer.change(
                Settings.initial()
                        .withFilters(new MadeFilters(FilterFamily.WAVELET))
                        .withCount(2),
                false);
        assertTrue(News.next(news.failures).startsWith("count: expected at least"));
        explorer.change(Settings.initial().withIterations(1), false);
        assertEquals(1, News.next(news.comparisons).course().size());
    }

    @Test
    void afterClosingTheDeviceHoldsNothingAndTheThreadIsGone() throws InterruptedException {
        explorer.change(Settings.initial(), false);
        News.next(news.courses);
        explorer.close();
        assertTrue(explorer.awaitEnd(120_000));
        assertEquals(0, engines.get(0).bytesInUse());
        explorer.change(Settings.initial().withIterations(1), false);
        assertEquals(1, engines.size());
    }

    @Test
    void whereADeviceFailsJavaGoesOn() throws InterruptedException {
        Engine failing = (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (engine, method, arguments) -> {
                    if (method.getName().equals("close")) return null;
                    if (method.getName().equals("device")) return new Device("lost", "GPU", 1L << 30, 1, "", "");
                    throw new DeviceFailure("lost hung", null);
                });
        try (Explorer onLost = new Explorer(
                InputImage.of(image),
                device -> device.equals(Engines.JAVA) ? java(device) : failing,
                Runnable::run,
                news)) {
            onLost.change(Settings.initial().withIterations(1), false);
            assertEquals(1, News.next(news.comparisons).course().size());
        }
    }
}
