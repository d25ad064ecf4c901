package sc.fiji.invertibility.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;

/**
 * One pass of a mini-batch: the engine, the owner of all that is kept until the gradients are there, the gradients, and
 * the switches that unpooling layers use. Closing it frees all of that.
 */
public final class Step implements AutoCloseable {

    private final Engine engine;
    private final Scope scope = new Scope();
    private final boolean training;
    private final long seed;
    private final Map<Parameter, FeatureMap> gradients = new LinkedHashMap<>();
    private final Map<String, List<PooledCode>> codes = new HashMap<>();

    private Step(Engine engine, boolean training, long seed) {
        this.engine = engine;
        this.training = training;
        this.seed = seed;
    }

    /**
     * A step that computes gradients: batch statistics, dropout.
     *
     * @param engine the engine
     * @param seed what dropout depends on; another one for each step
     * @return the step
     */
    public static Step training(Engine engine, long seed) {
        return new Step(engine, true, seed);
    }

    /**
     * A pass that only applies layers: running statistics, no dropout.
     *
     * @param engine the engine
     * @return the step
     */
    public static Step inference(Engine engine) {
        return new Step(engine, false, 0);
    }

    /** {@return the engine} */
    public Engine engine() {
        return engine;
    }

    /** {@return the owner of what is kept until the end of this step} */
    public Scope scope() {
        return scope;
    }

    /** {@return whether parameters are about to be changed} */
    public boolean training() {
        return training;
    }

    /** {@return the seed of this step} */
    public long seed() {
        return seed;
    }

    /**
     * Adds to the gradient with respect to a parameter.
     *
     * @param parameter the parameter
     * @param gradient of its size; owned by this step's scope, and perhaps changed
     */
    public void add(Parameter parameter, FeatureMap gradient) {
        FeatureMap sum = gradients.putIfAbsent(parameter, gradient);
        if (sum == null) return;
        engine.axpy(1, gradient, sum);
        gradient.close();
    }

    /** {@return the gradients so far} */
    public Map<Parameter, FeatureMap> gradients() {
        return gradients;
    }

    /** {@return √Σ of the squares of all gradients; the host waits once} */
    public double gradientNorm() {
        List<FeatureMap> all = new ArrayList<>(gradients.values());
        double sum = 0;
        for (double square : engine.dots(all, all)) sum += square;
        return Math.sqrt(sum);
    }

    /**
     * Sets the codes whose switches an unpooling layer uses.
     *
     * @param pool the name that the unpooling layer knows them by
     * @param z a code for each map of the batch
     */
    public void codes(String pool, List<PooledCode> z) {
        codes.put(pool, List.copyOf(z));
    }

    /**
     * Returns the codes that were set.
     *
     * @param pool the name
     * @return a code for each map
     * @throws IllegalStateException if none were set
     */
    public List<PooledCode> codes(String pool) {
        List<PooledCode> found = codes.get(pool);
        if (found == null)
            throw new IllegalStateException("the switches of " + pool + " are needed, and this step has those of "
                    + (codes.isEmpty() ? "no layer" : String.join(", ", codes.keySet())));
        return found;
    }

    @Override
    public void close() {
        scope.close();
    }
}
