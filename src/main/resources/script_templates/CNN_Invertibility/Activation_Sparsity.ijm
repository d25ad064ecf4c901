// How many percent of the activations are not zero?
// Works on the active image.
run("Activation Sparsity...", "network=VGG-16 layer=pool1");
print("nonzero_percent_mean: " + getResult("nonzero_percent_mean", nResults - 1));
