// What of a layer's code carries the image: switches, signs or values?
// Works on the active image.
run("Switch Ablation...", "pool=2 keep=100");
// The table may also hold the rows of earlier runs: the last seven are new.
for (i = nResults - 7; i < nResults; i++)
    print(getResultString("code", i) + ": " + getResult("relative_error", i));
