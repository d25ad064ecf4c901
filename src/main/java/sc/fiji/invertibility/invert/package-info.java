/** From activations back to the input, for one layer or a whole network. */
package sc.fiji.invertibility.invert;
