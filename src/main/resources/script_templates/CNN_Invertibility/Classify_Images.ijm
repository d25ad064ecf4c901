// To which class does an image belong?
// Works on the active image, or with folder= on all images of a folder.
run("Classify Images...", "model=model.safetensors");
print("class of the first slice: " + getResultString("class", 0));
