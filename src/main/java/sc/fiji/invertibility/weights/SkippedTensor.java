package sc.fiji.invertibility.weights;

/**
 * Something in a weight file that belongs to no layer.
 *
 * @param name the name in the file
 * @param reason why, as half a sentence
 */
public record SkippedTensor(String name, String reason) {}
