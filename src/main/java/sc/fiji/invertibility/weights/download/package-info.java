/** Weight files from their publishers: which there are, and how to download them complete and checked. */
package sc.fiji.invertibility.weights.download;
