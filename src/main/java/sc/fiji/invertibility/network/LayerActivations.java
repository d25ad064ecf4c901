package sc.fiji.invertibility.network;

import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Shape;

/**
 * What a forward pass recorded of one layer. Handles belong to the scope that the pass was given.
 *
 * @param layer the layer
 * @param input the size of what went in
 * @param output the size of what came out
 * @param norm the ℓ2 norm of what came out
 * @param nonzeros how many of its values are not zero
 * @param map what came out, of a pooling layer the pooled values; null if it was not kept
 * @param code the pooled values with their switches; null for other layers, or if it was not kept
 */
public record LayerActivations(
        Layer layer, Shape input, Shape output, double norm, long nonzeros, FeatureMap map, PooledCode code) {

    /** {@return the percentage of values that are not zero, as in the paper's table 2} */
    public double nonzeroPercent() {
        return 100.0 * nonzeros / output.size();
    }
}
