/** Weight files from their publishers: which there are, and how they get into a folder whole and checked. */
package sc.fiji.invertibility.weights.download;
