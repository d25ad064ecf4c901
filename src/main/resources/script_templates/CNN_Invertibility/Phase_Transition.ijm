// Which sparse codes does each algorithm recover?
run("Phase Transition...", "channels=8 nonzeros=5,10 draws=2");
print("htp: " + getResult("htp", nResults - 1));
// The map is the active image now: saveAs("tiff", "/path/map.tif");
