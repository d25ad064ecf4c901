// The activations of a layer at the size of the image, for pixel classifiers.
// Works on the active image.
run("Feature Stack...", "network=VGG-16 layer=conv1_1 upsample=true");
// The result is the active image now: saveAs("tiff", "/path/result.tif");
