// Brings the image back from a layer of a network with random filters.
// Works on the active image.
run("Reconstruct From Network...", "network=VGG-16 layer=conv1_1 iterations=5");
print("relative_error: " + getResult("relative_error", nResults - 1));
// The result is the active image now: saveAs("tiff", "/path/result.tif");
