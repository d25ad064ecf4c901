/** One reader a file format, from bytes to named tensors. */
package sc.fiji.invertibility.weights;
