package sc.fiji.invertibility.compute;

/**
 * The norms of a map.
 *
 * @param sum ‖x‖₁, accumulated in double precision
 * @param squares ‖x‖₂², accumulated in double precision
 * @param largest ‖x‖∞
 * @param nonzeros ‖x‖₀
 */
public record MapNorms(double sum, double squares, double largest, long nonzeros) {}
