# A decoding network for the first layer of random filters, learnt from a folder of images.
#@ CommandService command
#@ File (style="directory") images
#@ File (style="directory") results
#@output ij.ImagePlus result
from java.io import File
from sc.fiji.invertibility.command import TrainDecoder

results.mkdirs()
module = command.run(TrainDecoder, False, ["folder", images, "network", "VGG-16", "layer", "conv1_1", "crop", 32,
    "epochs", 2, "save", File(results, "decoder.safetensors")]).get()
result = module.getOutput("examples")
