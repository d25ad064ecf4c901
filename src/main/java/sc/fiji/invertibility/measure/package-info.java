/** What was lost: coherence, sparsity, model-RIP, frame bounds, reconstruction error. */
package sc.fiji.invertibility.measure;
