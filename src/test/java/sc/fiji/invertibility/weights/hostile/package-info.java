/** Files that hold together but were made to do harm, for each format: what changing bytes at random does not make. */
package sc.fiji.invertibility.weights.hostile;
