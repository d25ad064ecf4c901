/** The operations: convolve, adjoint, pool, unpool, keep, axpy, dot, on whichever engine is at hand. */
package sc.fiji.invertibility.compute;
