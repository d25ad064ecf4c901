/** The operations of the model on any engine: convolve, adjoint, pool, unpool, keep, axpy, dot, and their gradients. */
package sc.fiji.invertibility.compute;
