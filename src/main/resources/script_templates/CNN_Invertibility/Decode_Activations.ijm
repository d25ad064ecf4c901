// What a trained decoding network makes of a layer's activations, and of what is put in their place (figure 4).
// Works on the active image; the decoder's file tells the layer.
#@ File weights
#@ File decoder
run("Decode Activations...", "network=VGG-19 filters=Imported weights=[" + weights + "] decoder=[" + decoder + "] source=All");
// The montage is the active image now: saveAs("png", "/path/decoded.png");
