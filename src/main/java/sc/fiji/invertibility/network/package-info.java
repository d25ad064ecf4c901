/** Networks as layers of filter banks, rectification and pooling, with their preprocessing. */
package sc.fiji.invertibility.network;
