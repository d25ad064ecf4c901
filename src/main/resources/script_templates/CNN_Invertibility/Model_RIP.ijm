// How nearly does the transpose of the filters keep the norm of sparse codes?
run("Model-RIP...", "draws=100 banks=2");
print("mean: " + getResult("mean", nResults - 1));
