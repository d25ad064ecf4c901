// Lists the layers of a file of weights.
#@ File weights
run("Import Filters...", "weights=[" + weights + "]");
