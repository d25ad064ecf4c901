package sc.fiji.invertibility.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.ParameterShapes;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.weights.NamedTensor;

/** Values that training changes, or running statistics, with what an optimiser remembers of them. All on the device. */
public final class Parameter {

    private final Engine engine;
    private final Scope scope;
    private final String name;
    private final List<Integer> extents;
    private final boolean trained;
    private final FeatureMap value;
    private final Map<String, FeatureMap> memory = new LinkedHashMap<>();

    private Parameter(Engine engine, Scope scope, NamedTensor initial, Shape shape, boolean trained) {
        this.engine = engine;
        this.scope = scope;
        this.name = initial.name();
        this.extents = initial.shape();
        this.trained = trained;
        this.value = upload(shape, initial.data());
    }

    /**
     * The weights of a bank.
     *
     * @param engine the engine
     * @param scope the owner of the values
     * @param name the name in files, such as {@code conv1.weight}
     * @param bank the bank that training starts from
     * @return the parameter
     */
    public static Parameter weights(Engine engine, Scope scope, String name, FilterBank bank) {
        List<Integer> extents = List.of(bank.filters(), bank.filterChannels(), bank.height(), bank.width());
        return new Parameter(
                engine, scope, new NamedTensor(name, extents, bank.weights()), ParameterShapes.weights(bank), true);
    }

    /**
     * A value for each channel.
     *
     * @param engine the engine
     * @param scope the owner of the values
     * @param name the name in files, such as {@code conv1.bias}
     * @param values the values at the start
     * @param trained false for statistics, which no optimiser changes
     * @return the parameter
     */
    public static Parameter perChannel(Engine engine, Scope scope, String name, float[] values, boolean trained) {
        NamedTensor initial = new NamedTensor(name, List.of(values.length), values);
        return new Parameter(engine, scope, initial, ParameterShapes.perChannel(values.length), trained);
    }

    /** {@return the name in files} */
    public String name() {
        return name;
    }

    /** {@return whether an optimiser changes it} */
    public boolean trained() {
        return trained;
    }

    /** {@return the values on the device, as a map of one channel} */
    public FeatureMap value() {
        return value;
    }

    /**
     * What an optimiser remembers, zeros at first.
     *
     * @param what the optimiser's name for it, such as {@code mean}
     * @return a map of the value's size
     */
    public FeatureMap memory(String what) {
        return memory.computeIfAbsent(what, any -> engine.zeros(scope, value.shape()));
    }

    /**
     * Copies the values to the heap.
     *
     * @return a tensor of this name
     */
    public NamedTensor tensor() {
        return tensor(name, value);
    }

    /** {@return copies of what the optimiser remembers, named {@code NAME#WHAT}} */
    List<NamedTensor> memories() {
        return memory.entrySet().stream()
                .map(entry -> tensor(name + "#" + entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * Replaces the values.
     *
     * @param values as many values
     */
    public void set(float[] values) {
        replace(value, values);
    }

    /** Replaces what the optimiser remembers. */
    void remember(String what, float[] values) {
        replace(memory(what), values);
    }

    private void replace(FeatureMap map, float[] values) {
        if (values.length != map.shape().size())
            throw new IllegalArgumentException(name + " has " + map.shape().size() + " values, not " + values.length);
        try (Scope local = new Scope()) {
            engine.scale(0, map);
            engine.axpy(1, image(local, map.shape(), values), map);
        }
    }

    private NamedTensor tensor(String title, FeatureMap map) {
        float[] values = new float[Math.toIntExact(map.shape().size())];
        engine.download(map, values);
        return new NamedTensor(title, extents, values);
    }

    private FeatureMap upload(Shape shape, float[] values) {
        return image(scope, shape, values);
    }

    private FeatureMap image(Scope owner, Shape shape, float[] values) {
        return engine.upload(owner, ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels()));
    }
}
