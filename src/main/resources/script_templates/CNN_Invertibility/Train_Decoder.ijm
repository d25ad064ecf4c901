// A decoding network for pool1 of random filters, learnt from a folder of images.
#@ File (style="directory") images
#@ File (style="directory") results
run("Train Decoder...", "folder=[" + images + "] network=VGG-16 layer=pool1 crop=64 minutes=5 save=[" + results + "/decoder.safetensors]");
