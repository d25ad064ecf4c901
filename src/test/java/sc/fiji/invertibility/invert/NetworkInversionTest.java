package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.train.ChainPass;
import sc.fiji.invertibility.train.LayerChain;
import sc.fiji.invertibility.train.Step;

/** What an inversion through several layers must do, on small random networks. */
class NetworkInversionTest {

    private static final int SIZE = 21;

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theGradientIsThatOfFiniteDifferences(Engine engine) {
        Network network = network(new LocalResponseNorm(5, 0.5, 0.75, 1));
        ForwardPass pass = ForwardPass.to(network, "conv3");
        float[] x = noise(1, SIZE * SIZE * 2);
        try (Scope scope = new Scope();
                Step step = Step.inference(engine)) {
            ChainPass recorded =
                    LayerChain.fixed(engine, scope, pass).forward(step, List.of(engine.upload(scope, image(x))));
            FeatureMap g = recorded.toInput(scope, recorded.output()).get(0);
            // Along the gradient itself the slope is its norm, far above the rounding of the energy.
            double slope = Math.sqrt(engine.dot(g, g));
            float[] direction = new float[x.length];
            int i = 0;
            for (FloatType value : engine.download(g)) direction[i++] = (float) (value.get() / slope);
            float epsilon = 1e-2f;
            double numeric =
                    (energy(engine, pass, x, direction, epsilon) - energy(engine, pass, x, direction, -epsilon))
                            / (2 * epsilon);
            assertEquals(numeric, slope, 1e-2 * Math.abs(numeric));
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void moreIterationsComeCloser(Engine engine) {
        Network network = shallow();
        double one = imageError(engine, network, "pool1", NetworkInversionSettings.layerWise(Unpooling.SWITCHES, 1));
        double many = imageError(engine, network, "pool1", NetworkInversionSettings.layerWise(Unpooling.SWITCHES, 60));
        double naive = imageError(engine, network, "pool1", NetworkInversionSettings.layerWise(Unpooling.TOP_LEFT, 60));
        assertTrue(many < 0.5 * one, one + " after one, " + many + " after sixty iterations");
        assertTrue(many < naive, "with switches " + many + ", without " + naive);
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void overdeterminedRectifiedActivationsGiveTheirInputBack(Engine engine) {
        Network network = network(null);
        double error =
                imageError(engine, network, "conv1", NetworkInversionSettings.layerWise(Unpooling.SWITCHES, 300));
        assertTrue(error < 0.01, "24 filters for 2 channels leave an error of " + error);
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void theGradientMethodLowersItsObjectiveMonotonically(Engine engine) {
        NetworkReconstruction result = new NetworkInversion(
                        engine, ForwardPass.to(network(null), "pool1"), NetworkInversionSettings.gradient(60, 1e-3))
                .invert(image(noise(1, SIZE * SIZE * 2)), Monitor.NONE);
        List<Double> objective = result.objective();
        for (int i = 1; i < objective.size(); i++) assertTrue(objective.get(i) < objective.get(i - 1));
        assertTrue(objective.get(objective.size() - 1) < 0.1 * objective.get(0), objective.toString());
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void everyLayerIsReportedFromTheTopDown(Engine engine) {
        NetworkReconstruction result = new NetworkInversion(
                        engine,
                        ForwardPass.to(network(new LocalResponseNorm(5, 0.1, 0.75, 1)), "conv3"),
                        NetworkInversionSettings.layerWise(Unpooling.SWITCHES, 2))
                .invert(image(noise(1, SIZE * SIZE * 2)), Monitor.NONE);
        assertEquals(
                List.of("pool1", "norm1", "conv2", "conv1", "image"),
                result.layers().stream().map(LayerError::layer).toList());
        assertEquals(SIZE, result.layers().get(4).errors().dimension(0));
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void nothingStaysOnTheDevice(Engine engine) {
        engine.trim();
        long before = engine.bytesInUse();
        for (NetworkInversionSettings settings : List.of(
                NetworkInversionSettings.layerWise(Unpooling.SWITCHES, 3), NetworkInversionSettings.gradient(3, 0.1)))
            imageError(engine, network(null), "conv3", settings);
        NetworkInversion inversion = new NetworkInversion(
                engine,
                ForwardPass.to(network(null), "conv3"),
                NetworkInversionSettings.layerWise(Unpooling.SWITCHES, 3));
        Img<FloatType> x = image(noise(1, SIZE * SIZE * 2));
        assertThrows(CancellationException.class, () -> inversion.invert(x, new StopsAt(3)));
        engine.trim();
        assertEquals(before, engine.bytesInUse());
    }

    private static double imageError(Engine engine, Network network, String layer, NetworkInversionSettings settings) {
        List<LayerError> errors = new NetworkInversion(engine, ForwardPass.to(network, layer), settings)
                .invert(image(noise(1, SIZE * SIZE * 2)), Monitor.NONE)
                .layers();
        return errors.get(errors.size() - 1).relativeError();
    }

    /** ½‖Φ(x + εd)‖², whose gradient with respect to the output is the output. */
    private static double energy(Engine engine, ForwardPass pass, float[] x, float[] d, float epsilon) {
        float[] moved = new float[x.length];
        for (int i = 0; i < x.length; i++) moved[i] = x[i] + epsilon * d[i];
        try (Scope scope = new Scope()) {
            FeatureMap top = pass.run(engine, scope, engine.upload(scope, image(moved)), Monitor.NONE);
            return 0.5 * engine.dot(top, top);
        }
    }

    /** conv1 and pool1: a quarter of 24 activations for each of 2 unknowns. */
    private static Network shallow() {
        FilterBank bank = GaussianFilters.unitNorm(24, 2, 5, 1);
        return Network.singleLayer(bank, Rectification.RELU, Pooling.blocks(2, Pooling.Selection.LARGEST));
    }

    /** conv1, conv2, perhaps norm1, an overlapping pool1, conv3. */
    private static Network network(LocalResponseNorm response) {
        List<Layer> layers = new ArrayList<>(List.of(
                Layer.Convolution.square("conv1", 24, 2, 5, 1, 2, 1),
                Layer.Convolution.square("conv2", 36, 24, 3, 1, 1, 2)));
        if (response != null) layers.add(new Layer.Normalisation("norm1", response));
        Pooling pooling = new Pooling(3, 2, false, Pooling.Selection.LARGEST);
        layers.add(new Layer.MaxPool("pool1", pooling));
        layers.add(Layer.Convolution.square("conv3", 16, 36, 3, 1, 0, 1));
        Map<String, FilterBank> banks = Map.of(
                "conv1", GaussianFilters.unitNorm(24, 2, 5, 1).withBias(noise(3, 24)),
                "conv2", GaussianFilters.unitNorm(36, 12, 3, 2),
                "conv3", GaussianFilters.unitNorm(16, 36, 3, 3).withBias(noise(4, 16)));
        return Network.of(Architecture.of("small", 2, layers), banks);
    }

    private static Img<FloatType> image(float[] values) {
        return ArrayImgs.floats(values, SIZE, SIZE, 2);
    }

    private static float[] noise(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (float) random.nextGaussian();
        return values;
    }

    private static final class StopsAt implements Monitor {

        private int left;

        StopsAt(int left) {
            this.left = left;
        }

        @Override
        public void progress(double fraction, String message) {}

        @Override
        public boolean cancelled() {
            return --left < 0;
        }
    }
}
