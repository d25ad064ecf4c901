// What does a layer lose even without pooling?
run("Frame Bounds...", "filters=Wavelet channels=3");
