/** What was lost: coherence, frame bounds, sparsity, model-RIP and certificates, phase transition, reconstruction error. */
package sc.fiji.invertibility.measure;
