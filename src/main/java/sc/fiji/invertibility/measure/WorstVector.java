package sc.fiji.invertibility.measure;

import sc.fiji.invertibility.compute.Shape;

/**
 * A vector on a support whose norm changes much.
 *
 * @param support the positions, ascending
 * @param values a unit vector
 * @param ratio ‖Wᵀz‖², in single precision
 * @param image Wᵀz
 * @param codes the size of z
 */
record WorstVector(int[] support, double[] values, double ratio, float[] image, Shape codes) {

    Witness witness() {
        return Witness.of(codes, support, values);
    }
}
