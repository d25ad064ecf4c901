package sc.fiji.invertibility.bench.torch;

/**
 * What a run took, as the process of PyTorch measured it.
 *
 * @param wall seconds on the clock
 * @param cpu seconds of all threads together
 */
public record TorchTime(double wall, double cpu) {}
