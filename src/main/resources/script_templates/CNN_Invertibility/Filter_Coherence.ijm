// How alike are the filters of a layer?
run("Filter Coherence...", "network=[Single layer] count=32 channels=3");
print("absolute: " + getResult("absolute", nResults - 1));
