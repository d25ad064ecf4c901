/**
 * Weight files in all common formats for networks: one reader per format, chosen by the file's content, from bytes to
 * named tensors and layers (K, M, ℓy, ℓx) with a {@linkplain sc.fiji.invertibility.weights.PreprocessingRecord record}
 * of how the network's input is preprocessed.
 *
 * <p>{@link sc.fiji.invertibility.weights.WeightFile#open} lists a file; the numbers of a layer are read only when they
 * are asked for. Every position and count is checked against the file before anything is read or allocated. The
 * containers (zip, protobuf, pickle, MAT, HDF5) are read by hand, as far as they are used in practice: the libraries
 * for them load what they list, allocate what a file claims, or share a registry of constructors with all of Fiji, and
 * none of that can be bounded from outside.
 */
package sc.fiji.invertibility.weights;
