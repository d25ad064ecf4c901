package sc.fiji.invertibility.network;

import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Shape;

/**
 * What a forward pass recorded of one layer. Handles belong to the scope that was given to the pass.
 *
 * @param layer the layer
 * @param input the size of its input
 * @param output the size of its output
 * @param norm the ℓ2 norm of its output
 * @param nonzeros the number of non-zeros in its output
 * @param map its output, or for a pooling layer the pooled values; null if not kept
 * @param code the pooled values with their switches; null for other layers, or if not kept
 */
public record LayerActivations(
        Layer layer, Shape input, Shape output, double norm, long nonzeros, FeatureMap map, PooledCode code) {

    /** {@return the percentage of values that are not zero, as in the paper's table 2} */
    public double nonzeroPercent() {
        return 100.0 * nonzeros / output.size();
    }
}
