package sc.fiji.invertibility.invert;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.LayerActivations;
import sc.fiji.invertibility.network.RecordLevel;
import sc.fiji.invertibility.train.ChainPass;
import sc.fiji.invertibility.train.LayerChain;
import sc.fiji.invertibility.train.Step;

/**
 * Minimises ‖Φ(x) − Φ₀‖²/‖Φ₀‖² + λ·TV(x) by gradient descent with momentum, starting from noise. The step is adaptive:
 * a step that increases the objective is undone and halved; otherwise it grows by a tenth. The total variation is
 * relative to that of an image in which every pixel differs from its neighbours by the original's standard deviation,
 * so that λ does not depend on the preprocessing.
 */
record GradientInversion(Engine engine, ForwardPass pass, double weight, int iterations, Monitor monitor) {

    private static final double MOMENTUM = 0.9;

    /** The first step's length, relative to the image's norm. */
    private static final double FIRST_STEP = 0.05;

    /** The norm of the initial noise, relative to the image's. */
    private static final double NOISE = 0.1;

    /**
     * @param x the image, of which only the size and the norm are used
     * @param records the records of the image, including the last layer's map Φ₀
     */
    NetworkReconstruction invert(FeatureMap x, List<LayerActivations> records) {
        Shape shape = x.shape();
        double norm = Math.sqrt(engine.dot(x, x));
        FeatureMap target = records.get(records.size() - 1).map();
        MomentumDescent descent = new MomentumDescent(noise(shape, NOISE * norm), FIRST_STEP * norm, MOMENTUM);
        List<Double> objective = new ArrayList<>();
        try (Scope filters = new Scope()) {
            LayerChain layers = LayerChain.fixed(engine, filters, pass);
            for (int i = 0; i < iterations; i++) {
                monitor.check();
                monitor.progress(i / (double) iterations, "gradient step " + (i + 1));
                float[] gradient = new float[(int) shape.size()];
                double value = evaluate(layers, shape, norm, descent.position(), target, gradient);
                if (descent.accept(value, gradient)) objective.add(value);
            }
        }
        Img<FloatType> best = image(shape, descent.best());
        List<LayerError> errors = compare(best, x, records);
        monitor.progress(1, null);
        return new NetworkReconstruction(best, errors, objective);
    }

    private double evaluate(
            LayerChain layers, Shape shape, double norm, float[] x, FeatureMap target, float[] gradient) {
        try (Step step = Step.inference(engine)) {
            FeatureMap current = engine.upload(step.scope(), image(shape, x));
            ChainPass recorded = layers.forward(step, List.of(current));
            FeatureMap difference =
                    engine.combined(step.scope(), 1, recorded.output().get(0), -1, target);
            double scale = 1 / Math.max(Double.MIN_NORMAL, engine.dot(target, target));
            double fit = scale * engine.dot(difference, difference);
            engine.scale((float) (2 * scale), difference);
            FeatureMap g = recorded.toInput(step.scope(), List.of(difference)).get(0);
            int i = 0;
            for (FloatType value : engine.download(g)) gradient[i++] = value.get();
            double deviation = norm / Math.sqrt(shape.size());
            TotalVariation variation = new TotalVariation(shape.width(), shape.height(), 1e-3 * deviation);
            return fit + variation.addGradient(x, weight / (deviation * shape.size()), gradient);
        }
    }

    /** The errors of all layers when the network is applied to the reconstruction, from the top down. */
    private List<LayerError> compare(Img<FloatType> result, FeatureMap x, List<LayerActivations> truth) {
        try (Scope local = new Scope()) {
            FeatureMap estimate = engine.upload(local, result);
            List<LayerActivations> records = pass.record(engine, local, estimate, RecordLevel.MAPS, Monitor.NONE);
            List<LayerError> errors = new ArrayList<>();
            for (int i = records.size() - 1; i >= 0; i--)
                errors.add(LayerError.of(
                        engine,
                        records.get(i).layer().name(),
                        records.get(i).map(),
                        truth.get(i).map()));
            errors.add(LayerError.of(engine, "image", estimate, x));
            return errors;
        }
    }

    private static float[] noise(Shape shape, double norm) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[Math.toIntExact(shape.size())];
        double squared = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() - 0.5);
            squared += (double) values[i] * values[i];
        }
        for (int i = 0; i < values.length; i++) values[i] *= (float) (norm / Math.sqrt(squared));
        return values;
    }

    private static Img<FloatType> image(Shape shape, float[] values) {
        return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
    }
}
