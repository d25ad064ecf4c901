/** What was lost: coherence, sparsity, model-RIP, reconstruction error. */
package sc.fiji.invertibility.measure;
