// How much of the image is left when pooling keeps a quarter of its winners?
// Works on the active image.
run("Reconstruct From Layer...", "keep=25");
print("relative_error: " + getResult("relative_error", nResults - 1));
// The result is the active image now: saveAs("tiff", "/path/result.tif");
