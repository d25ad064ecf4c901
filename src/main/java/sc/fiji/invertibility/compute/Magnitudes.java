package sc.fiji.invertibility.compute;

/**
 * What the magnitudes of a map add up to.
 *
 * @param sum ‖x‖₁, accumulated in double precision
 * @param largest ‖x‖∞
 * @param nonzeros ‖x‖₀
 */
public record Magnitudes(double sum, double largest, long nonzeros) {}
