package sc.fiji.invertibility.compute;

/**
 * A proximal gradient step from the point y = z + β(z − z₋), all parts of which follow linearly from those of z and z₋.
 *
 * @param before z₋; z itself where there is none
 * @param z the last point
 * @param beta β
 * @param length how far the step goes along y's correlations
 * @param threshold how far values are then moved towards zero, ≥ 0
 * @param nextBeta β of the step that will probably follow, in the same length and with the same threshold; an engine
 *     may begin it meanwhile. NaN if none is expected
 */
public record ProximalStep(
        LassoPoint before, LassoPoint z, double beta, float length, float threshold, double nextBeta) {

    /** {@return the factor of z in y} */
    public float ofLast() {
        return (float) (1 + beta);
    }

    /** {@return the factor of z₋ in y} */
    public float ofBefore() {
        return (float) -beta;
    }
}
