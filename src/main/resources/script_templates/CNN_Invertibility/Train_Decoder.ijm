// A decoding network for pool1 of random filters, learnt from a folder of images.
images = getDirectory("Folder of images");
folder = getDirectory("Where the decoder is kept");
run("Train Decoder...", "folder=[" + images + "] network=VGG-16 layer=pool1 crop=64 minutes=5 save=[" + folder + "decoder.safetensors]");
