package sc.fiji.invertibility.compute;

/** What is applied to the activations of a convolution. */
public enum Rectification {
    /** Nothing, so that the model is linear. */
    NONE,
    /** ReLU: negative activations become zero. */
    RELU
}
