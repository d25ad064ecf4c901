// What can be computed on, and why not on others.
run("Compute Devices...", "benchmark=false");
