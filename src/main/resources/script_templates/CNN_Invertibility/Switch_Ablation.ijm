// What of a layer's code carries the image: switches, signs or values?
// Works on the active image.
run("Switch Ablation...", "pool=2 keep=100");
print("relative_error: " + getResult("relative_error", 0));
