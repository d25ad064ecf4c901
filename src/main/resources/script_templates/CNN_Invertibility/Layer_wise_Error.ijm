// How well do random filters bring back the activations of a pooling layer?
// Works on the active image.
run("Layer-wise Error...", "network=VGG-16 layer=pool1 resize=None");
print("random_mean: " + getResult("random_mean", nResults - 1));
// The result is the active image now: saveAs("tiff", "/path/result.tif");
