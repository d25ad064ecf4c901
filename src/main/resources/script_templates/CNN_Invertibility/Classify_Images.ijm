// To which class does an image belong?
// Works on the active image, or with folder= on all images of a folder.
#@ File (label="Classifier (.safetensors)") model
run("Classify Images...", "model=[" + model + "]");
// The table may also hold the rows of earlier runs: the last row is new.
print("class of the last slice: " + getResultString("class", nResults - 1));
