package sc.fiji.invertibility.measure;

/**
 * Lower bounds from both ends of the spectra of W_ΩW_Ωᵀ.
 *
 * @param stretched the code found whose norm grows most: δ ≥ λmax − 1
 * @param shrunk the code found whose norm shrinks most: δ ≥ 1 − λmin
 */
public record DistortionEnds(Distortion stretched, Distortion shrunk) {

    /** {@return the stronger bound} */
    public Distortion worst() {
        return stretched.orWorse(shrunk);
    }
}
