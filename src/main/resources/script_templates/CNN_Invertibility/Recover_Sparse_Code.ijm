// Recovers a sparse code of the image, and what it brings back.
// Works on the active image.
run("Recover Sparse Code...", "count=32 iterations=20 resize=None");
print("relative_error: " + getResult("relative_error", nResults - 1));
// The result is the active image now: saveAs("tiff", "/path/result.tif");
