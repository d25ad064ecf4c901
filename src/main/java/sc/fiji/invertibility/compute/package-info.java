/** The operations of the model on any engine: convolve, adjoint, pool, keep, their gradients. */
package sc.fiji.invertibility.compute;
