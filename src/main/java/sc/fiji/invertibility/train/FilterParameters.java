package sc.fiji.invertibility.train;

import java.util.List;
import java.util.stream.Stream;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The filters and the bias of a layer, trained or fixed.
 *
 * @param name the layer's name
 * @param bank sizes, stride, padding and groups; the weights only at the start
 * @param weights the filters, null if they are fixed
 * @param bias the bias, null if it is fixed or there is none
 * @param fixed the packed filters if they are fixed
 */
record FilterParameters(String name, FilterBank bank, Parameter weights, Parameter bias, PackedFilters fixed) {

    static FilterParameters trained(Engine engine, Scope scope, String name, FilterBank bank) {
        Parameter weights = Parameter.weights(engine, scope, name + ".weight", bank);
        Parameter bias = bank.hasBias() ? Parameter.perChannel(engine, scope, name + ".bias", bank.bias(), true) : null;
        return new FilterParameters(name, bank, weights, bias, null);
    }

    static FilterParameters fixed(Engine engine, Scope scope, String name, FilterBank bank) {
        return new FilterParameters(name, bank, null, null, engine.pack(scope, bank));
    }

    List<Parameter> parameters() {
        return Stream.of(weights, bias).filter(p -> p != null).toList();
    }

    PackedFilters pack(Step step) {
        if (fixed != null) return fixed;
        return step.engine().pack(step.scope(), bank, weights.value(), bias == null ? null : bias.value());
    }

    /** Adds the gradients, with those with respect to the activations, of which the filters saw x. */
    void addGradients(Step step, List<FeatureMap> x, List<FeatureMap> activations, List<FeatureMap> biased) {
        if (fixed != null) return;
        step.add(weights, step.engine().filterGradient(step.scope(), x, activations, bank));
        if (bias != null) step.add(bias, step.engine().channelSums(step.scope(), biased));
    }
}
