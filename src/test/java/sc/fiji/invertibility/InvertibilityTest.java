package sc.fiji.invertibility;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.script.ScriptService;
import sc.fiji.invertibility.command.ReconstructFromLayer;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.headless.PlainContext;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.Pictures;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.invert.LayerReconstruction;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

class InvertibilityTest {

    private static final Invertibility GRAY = java(1).keep(25).normalised(3);

    private static Invertibility java(int channels) {
        return Invertibility.layer(GaussianFilters.unitNorm(8, channels, 3, 7)).withDevice("Java");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32})
    void givesWhatTheCommandGives(int bits) throws Exception {
        ImagePlus image = bits == 24 ? Pictures.noise(24, 40, 30) : Pictures.hyperstack(bits, 2, 2, 1);
        assertSameAsCommand(java(bits == 24 ? 3 : 2), image, Map.of());
        Invertibility changed = java(bits == 24 ? 3 : 2)
                .pool(3)
                .keep(20)
                .normalised(4)
                .withActivation(Activation.CRELU)
                .withUnpooling(Unpooling.TOP_LEFT)
                .withScaling(Scaling.NONE)
                .withExactValues();
        Map<String, Object> parameters = Map.of(
                "pool",
                3,
                "keep",
                20.0,
                "iterations",
                4,
                "step",
                "Normalised",
                "activation",
                "CReLU",
                "unpooling",
                "Top-left",
                "scaling",
                "None",
                "exact",
                true);
        assertSameAsCommand(changed, image, parameters);
    }

    private static void assertSameAsCommand(Invertibility door, ImagePlus image, Map<String, Object> parameters)
            throws Exception {
        Map<String, Object> inputs = new HashMap<>(parameters);
        inputs.putAll(Map.of("image", image, "count", 8, "size", 3, "seed", 7L, "device", "Java"));
        inputs.put("perfilter", true);
        CommandModule command;
        try (Context context = PlainContext.create()) {
            command = context.service(CommandService.class)
                    .run(ReconstructFromLayer.class, false, inputs)
                    .get();
        }
        assertFalse(command.isCanceled(), command.getCancelReason());
        ImageReconstruction result = door.withFilterSwitches().invert(image);
        assertSame((ImagePlus) command.getOutput("reconstruction"), result.reconstruction());
        assertSame((ImagePlus) command.getOutput("errors"), result.errors());
        assertSame((ImagePlus) command.getOutput("switches"), result.switches().orElseThrow());
        assertSame(
                (ImagePlus) command.getOutput("switchstack"),
                result.switchstack().orElseThrow());
        ResultsTable expected = (ResultsTable) command.getOutput("summary");
        assertEquals(expected.size(), result.summary().size());
        for (String column : List.of("iteration", "relative_error", "psnr_db", "nonzeros", "step"))
            assertArrayEquals(
                    expected.getColumnAsDoubles(expected.getColumnIndex(column)),
                    result.summary().getColumnAsDoubles(result.summary().getColumnIndex(column)),
                    column);
    }

    /** The same file, but for what tells how the image was made. */
    private static void assertSame(ImagePlus expected, ImagePlus actual) {
        String made = (String) actual.getProperty("Info");
        assertTrue(made.startsWith("made by: CNN Invertibility"), made);
        expected.setProperty("Info", "");
        actual.setProperty("Info", "");
        assertArrayEquals(new FileSaver(expected).serialize(), new FileSaver(actual).serialize(), expected.getTitle());
    }

    @Test
    void anImgLib2ImageGivesWhatLayerInversionGivesForScaledValues() {
        float[] values = new float[37 * 29 * 2];
        for (int i = 0; i < values.length; i++) values[i] = (float) (100 * Math.sin(i * i % 1000) - 40);
        float low = Float.POSITIVE_INFINITY, high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        float[] scaled = new float[values.length];
        int pixels = values.length / 2;
        double[] means = new double[2];
        for (int i = 0; i < values.length; i++)
            means[i / pixels] += ((double) values[i] - low) / ((double) high - low) / pixels;
        for (int i = 0; i < values.length; i++)
            scaled[i] = (float) (((double) values[i] - low) / ((double) high - low) - means[i / pixels]);
        FilterBank bank = GaussianFilters.unitNorm(8, 2, 3, 7);
        LayerReconstruction expected;
        try (Engine engine = JavaEngine.create()) {
            expected = LayerInversion.of(
                            engine,
                            bank,
                            new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 25),
                            new InversionSettings(3, StepRule.NORMALISED, Scaling.NONE, 0, false))
                    .invert(ArrayImgs.floats(scaled, 37, 29, 2), Monitor.NONE);
        }
        LayerReconstruction actual = java(2).pool(2).keep(25).normalised(3).invert(ArrayImgs.floats(values, 37, 29, 2));
        double span = (double) high - low;
        float[] x = floats(expected.image());
        for (int i = 0; i < x.length; i++) x[i] = (float) (low + span * (x[i] + means[i / pixels]));
        assertArrayEquals(x, floats(actual.image()), 1e-3f);
        assertArrayEquals(floats(expected.winners()), floats(actual.winners()));
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    expected.iterations().get(i).relativeError(),
                    actual.iterations().get(i).relativeError(),
                    1e-6);
            float[] errors = floats(expected.iterations().get(i).errors());
            for (int p = 0; p < errors.length; p++) errors[p] *= (float) span;
            assertArrayEquals(errors, floats(actual.iterations().get(i).errors()), 1e-3f);
        }
    }

    @Test
    void anImgLib2ImageGivesWhatAnImageJImageOfTheSameValuesGives() {
        ImagePlus image = Pictures.noise(16, 40, 30);
        short[] pixels = (short[]) image.getProcessor().getPixels();
        short[] before = pixels.clone();
        ImageProcessor expected =
                GRAY.withExactValues().invert(image).reconstruction().getProcessor();
        RandomAccessibleInterval<UnsignedShortType> array = ArrayImgs.unsignedShorts(pixels, 40, 30);
        RandomAccessibleInterval<UnsignedShortType> cells =
                new CellImgFactory<>(new UnsignedShortType(), 7).create(40, 30);
        LoopBuilder.setImages(array, cells).forEachPixel((from, to) -> to.set(from));
        for (RandomAccessibleInterval<UnsignedShortType> same :
                List.of(array, cells, Views.translate(array, -5, 9), Views.addDimension(array, 3, 3)))
            assertArrayEquals(
                    (float[]) expected.getPixels(), floats(GRAY.invert(same).image()));
        assertArrayEquals(before, pixels, "the image is not changed");
    }

    @Test
    void ofAViewOnlyItsPixelsCount() {
        RandomAccessibleInterval<DoubleType> noise = ArrayImgs.doubles(40, 30);
        double[] next = {0};
        LoopBuilder.setImages(noise).forEachPixel(value -> value.set(Math.sin(next[0] += 1.7)));
        noise.getAt(0, 0).set(Double.NaN);
        RandomAccessibleInterval<DoubleType> part = Views.interval(noise, Intervals.createMinSize(3, 4, 20, 21));
        RandomAccessibleInterval<DoubleType> copy = ArrayImgs.doubles(20, 21);
        LoopBuilder.setImages(part, copy).forEachPixel((from, to) -> to.set(from));
        assertArrayEquals(
                floats(GRAY.invert(copy).image()), floats(GRAY.invert(part).image()));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> GRAY.invert(noise));
        assertEquals("image: expected finite values only, but got NaN at x=0, y=0, channel=0", refused.getMessage());
    }

    @Test
    void aByteImageIsScaledByItsTypeAndNotByItsContent() {
        byte[] dark = new byte[40 * 30];
        for (int i = 0; i < dark.length; i++) dark[i] = (byte) (i * i % 9);
        RandomAccessibleInterval<UnsignedByteType> image = ArrayImgs.unsignedBytes(dark, 40, 30);
        LayerReconstruction result = GRAY.invert(image);
        double squares = 0;
        for (float error : floats(result.iterations().get(2).errors())) squares += (double) error * error;
        assertEquals(
                10 * Math.log10(255.0 * 255 * dark.length / squares),
                result.iterations().get(2).psnr(),
                1e-3);
    }

    @Test
    void otherAxesAreRefused() {
        IllegalArgumentException axes =
                assertThrows(IllegalArgumentException.class, () -> GRAY.invert(ArrayImgs.floats(4, 4, 1, 2)));
        assertEquals("image: expected the axes (x, y) or (x, y, channel), but got 4 axes", axes.getMessage());
        IllegalArgumentException channels =
                assertThrows(IllegalArgumentException.class, () -> GRAY.invert(ArrayImgs.floats(9, 9, 3)));
        assertEquals("the image's number of channels is 3, but the filters need 1", channels.getMessage());
    }

    @Test
    void aChangeLeavesTheOriginalAsItWas() {
        ImagePlus image = Pictures.noise(8, 40, 30);
        Invertibility original = java(1);
        byte[] before = new FileSaver(original.invert(image).reconstruction()).serialize();
        original.pool(4).keep(3).iterations(2).normalised(5).withExactValues().withScaling(Scaling.NONE);
        original.withDevice("no such device").withMonitor(new Stopped());
        assertArrayEquals(before, new FileSaver(original.invert(image).reconstruction()).serialize());
    }

    @Test
    void anEngineOfTheCallersStaysOpenAndHoldsNoMore() {
        ImagePlus image = Pictures.noise(8, 40, 30);
        try (Engine engine = JavaEngine.create()) {
            Invertibility own = GRAY.withEngine(engine);
            byte[] first = new FileSaver(own.invert(image).reconstruction()).serialize();
            long held = engine.bytesInUse();
            assertArrayEquals(first, new FileSaver(own.invert(image).reconstruction()).serialize());
            assertEquals(held, engine.bytesInUse());
        }
    }

    @Test
    void theMonitorStopsTheWork() {
        assertThrows(
                CancellationException.class,
                () -> GRAY.withMonitor(new Stopped()).invert(Pictures.noise(8, 40, 30)));
        assertThrows(
                CancellationException.class,
                () -> GRAY.withMonitor(new Stopped()).invert(ArrayImgs.unsignedBytes(40, 30)));
    }

    /** The manual's column "Unless it is called". */
    @Test
    void whatIsNotCalledIsAsTheManualSays() throws IOException {
        ImagePlus image = Pictures.noise(8, 40, 30);
        Invertibility nothing =
                Invertibility.layer(GaussianFilters.unitNorm(8, 1, 5, 1)).withDevice("Java");
        Invertibility said = nothing.pool(2)
                .keep(100)
                .normalised(10)
                .withActivation(Activation.NONE)
                .withUnpooling(Unpooling.SWITCHES)
                .withScaling(Scaling.NONE);
        ImageReconstruction expected = said.invert(image), silent = nothing.invert(image);
        assertEquals(expected.summary().size(), silent.summary().size());
        assertEquals(
                expected.summary().getValue("relative_error", 9),
                silent.summary().getValue("relative_error", 9));
        assertArrayEquals(
                new FileSaver(expected.reconstruction()).serialize(),
                new FileSaver(silent.reconstruction()).serialize());
        String manual = Files.readString(Path.of("docs/java.md"));
        for (String row : new String[] {
            "| `pool(s)` | `pool` | 2 |",
            "| `keep(percentage)` | `keep` | 100 |",
            "| `iterations(n)` | `iterations=n step=Unit` | |",
            "| `normalised(n)` | `iterations=n step=Normalised` | 10 of these |",
            "| `withActivation(a)` | `activation` | `Activation.NONE` |",
            "| `withUnpooling(u)` | `unpooling` | `Unpooling.SWITCHES` |",
            "| `withScaling(s)` | `scaling` | `Scaling.NONE` |"
        }) assertTrue(manual.contains(row), row);
    }

    @Test
    void aScriptCallsItAsTheManualDoes() throws Exception {
        String manual = Files.readString(Path.of("docs/java.md"));
        String start = "```python\n#@ ImagePlus imp\n";
        int from = manual.indexOf(start) + start.length();
        String script = "#@ ij.ImagePlus imp\n#@output Double error\n#@output String title\n"
                + manual.substring(from, manual.indexOf("result.reconstruction()", from))
                + "error = result.summary().getValue(\"relative_error\", 9)\n"
                + "title = result.reconstruction().getTitle()\n";
        ImagePlus image = Pictures.noise(24, 40, 30);
        ImageReconstruction expected = Invertibility.layer(GaussianFilters.unitNorm(64, 3, 5, 1))
                .keep(25)
                .normalised(10)
                .invert(image);
        try (Context context = PlainContext.create()) {
            Map<String, Object> outputs = context.service(ScriptService.class)
                    .run("manual.py", script, true, "imp", image)
                    .get()
                    .getOutputs();
            assertEquals("noise-reconstruction", outputs.get("title"));
            assertEquals(expected.summary().getValue("relative_error", 9), outputs.get("error"));
        }
    }

    private static final class Stopped implements Monitor {

        @Override
        public void progress(double fraction, String message) {}

        @Override
        public boolean cancelled() {
            return true;
        }
    }

    private static float[] floats(RandomAccessibleInterval<FloatType> image) {
        float[] values = new float[(int) Intervals.numElements(image)];
        int[] next = {0};
        Views.flatIterable(image).forEach(value -> values[next[0]++] = value.get());
        return values;
    }
}
