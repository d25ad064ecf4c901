package sc.fiji.invertibility.weights;

/**
 * Something in a weight file that no layer was made of.
 *
 * @param name the name in the file
 * @param reason why, as half a sentence
 */
public record SkippedTensor(String name, String reason) {}
