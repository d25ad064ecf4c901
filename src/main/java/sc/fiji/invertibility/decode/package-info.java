/** Decoding networks: trained networks that bring an image back from a layer's activations, and what they show. */
package sc.fiji.invertibility.decode;
