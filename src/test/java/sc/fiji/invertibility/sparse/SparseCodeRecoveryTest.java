package sc.fiji.invertibility.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.Shared;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.weights.WeightFile;

/** Algorithm 2 against an independent double-precision solution, and against its optimality conditions. */
class SparseCodeRecoveryTest {

    private static final SparseCodeRecovery PAPER =
            new SparseCodeRecovery(2, Penalty.relative(0.05), new Fista(300, 1e-5));

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void aPieceOfVgg16(Engine engine) throws IOException {
        JsonObject expected = JsonParser.parseString(Files.readString(Shared.file("reference/vgg16_photo.json")))
                .getAsJsonObject()
                .getAsJsonObject("algorithm 2");
        var x = ArrayImgs.floats(Shared.array("reference/vgg16_photo.npz", "algorithm2_x"), 32, 32, 64);

        RecoveredCode found = PAPER.recover(engine, conv12(), x, Monitor.NONE);

        near(expected, "lambda", found.allShifts().lambda(), 1e-4);
        near(expected, "objective line 1", found.allShifts().objective(), 1e-3);
        near(expected, "objective line 3", found.onSupport().objective(), 1e-3);
        near(expected, "nonzeros line 1", found.allShifts().nonzeros(), 0.02);
        near(expected, "nonzeros line 3", found.onSupport().nonzeros(), 0.02);
        near(expected, "relative error", found.relativeError(found.onSupport()), 1e-3);
        assertTrue(found.allShifts().relativeGap() < 0.01, () -> "gap " + found.allShifts());
    }

    /** 2Wr = λ·sign(z) where z is not zero, |2Wr| ≤ λ elsewhere. */
    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theResultIsOptimal(Engine engine) {
        try (Scope scope = new Scope()) {
            Shape signal = new Shape(3, 9, 8);
            FilterBank bank = GaussianFilters.unitNorm(6, 3, 3, 1);
            ShiftDictionary w = new ShiftDictionary(engine, engine.pack(scope, bank), signal);
            FeatureMap x = engine.upload(scope, noise(signal));
            double lambda = 0.2 * 2 * engine.magnitudes(w.analyse(scope, x)).largest();

            SparseSolution z = new Fista(2000, 1e-6).minimise(engine, scope, w, x, lambda, null, Monitor.NONE);

            FeatureMap residual = engine.copy(scope, x);
            engine.axpy(-1, z.signal(), residual);
            var gradient = engine.download(w.analyse(scope, residual)).cursor();
            long nonzeros = 0;
            for (FloatType value : engine.download(z.code())) {
                double slope = 2 * gradient.next().get();
                if (value.get() == 0) assertTrue(Math.abs(slope) <= 1.01 * lambda, slope + " > " + lambda);
                else assertEquals(Math.signum(value.get()) * lambda, slope, 0.01 * lambda);
                if (value.get() != 0) nonzeros++;
            }
            assertTrue(nonzeros > 10, nonzeros + " non-zeros");
            assertEquals(nonzeros, z.fit().nonzeros());
            assertTrue(
                    z.fit().relativeGap() <= 1e-6 && z.fit().iterations() < 2000,
                    z.fit().toString());
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void anOrthonormalDictionaryOnlyNeedsTheSoftThreshold(Engine engine) {
        try (Scope scope = new Scope()) {
            Shape signal = new Shape(2, 3, 4);
            FilterBank identity = FilterBank.of(new float[] {0.6f, 0.8f, -0.8f, 0.6f}, 2, 2, 1, 1);
            ShiftDictionary w = new ShiftDictionary(engine, engine.pack(scope, identity), signal);
            FeatureMap x = engine.upload(scope, noise(signal));
            SparseSolution z = new Fista(50, 1e-7).minimise(engine, scope, w, x, 0.5, null, Monitor.NONE);
            var h = engine.download(w.analyse(scope, x)).cursor();
            for (FloatType value : engine.download(z.code())) {
                float expected = h.next().get();
                assertEquals(Math.signum(expected) * Math.max(0, Math.abs(expected) - 0.25), value.get(), 1e-3);
            }
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void aPenaltyOfAllCorrelationsLeavesNothing(Engine engine) {
        var recovery = new SparseCodeRecovery(2, Penalty.relative(1.001), new Fista(20, 1e-6));
        FilterBank bank = GaussianFilters.unitNorm(4, 2, 3, 1);
        RecoveredCode found = recovery.recover(engine, bank, noise(new Shape(2, 5, 7)), Monitor.NONE);
        assertEquals(0, found.onSupport().nonzeros());
        assertEquals(1, found.relativeError(found.onSupport()), 1e-6);
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void softThresholdAndMagnitudes(Engine engine) {
        try (Scope scope = new Scope()) {
            float[] values = {-3, -1, -0.5f, 0, 0.5f, 2};
            FeatureMap x = engine.upload(scope, ArrayImgs.floats(values, 3, 2, 1));
            assertEquals(new MapNorms(7, 14.5, 3, 5), engine.magnitudes(x));
            engine.softThreshold(1, x);
            assertEquals(new MapNorms(3, 5, 2, 2), engine.magnitudes(x));
            float[] expected = {-2, 0, 0, 0, 0, 1};
            int i = 0;
            for (FloatType value : engine.download(x)) assertEquals(expected[i++], value.get());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void thePenaltyIsPositive(double lambda) {
        assertThrows(IllegalArgumentException.class, () -> Penalty.relative(lambda));
        assertThrows(IllegalArgumentException.class, () -> Penalty.absolute(lambda));
    }

    private static FilterBank conv12() throws IOException {
        try (WeightFile file = WeightFile.open(Shared.file("weights/vgg16/vgg16_conv1-2_f32.safetensors"))) {
            return file.layer("features.2.weight").filterBank().normalised();
        }
    }

    private static ArrayImg<FloatType, FloatArray> noise(Shape shape) {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = (float) (2 * random.nextDouble() - 1);
        return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
    }

    private static void near(JsonObject expected, String name, double actual, double relative) {
        double value = expected.get(name).getAsDouble();
        assertEquals(value, actual, relative * value, name);
    }
}
